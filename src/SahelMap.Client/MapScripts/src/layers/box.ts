/** The ground that the basemap covers. */
export const BOX_BOUNDS: [number, number, number, number] = [-18, 8, 25, 28];

/** The countries that the records are about: their ground is lighter. */
export const SAHEL = ['ML', 'BF', 'NE', 'MR', 'TD'];
