import type { LayerGroup } from './look.ts';

export const STUDY = 'study';

/** The area that an analysis looks at, where somebody drew it: an outline over the zones, in the colour of the page's own tools. */
export const study: LayerGroup = {
  switch: null,
  layers(look) {
    const colour = look.theme === 'dark' ? '#6CB8E6' : '#005B8F';
    return [
      { id: 'study-edge', type: 'line', source: STUDY, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 2.5, 'line-dasharray': [4, 2] } },
    ];
  },
};
