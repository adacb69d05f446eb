import { clusterColour, clusterRadius, rampOf } from '../layers/gathered.ts';
import { CORNERS, pixelsPerRootDeath, rootDeaths, SHAPES, SHAPE_SIZE } from '../layers/points.ts';
import { overlapColour, rgb, TYPE_COLOURS } from '../palette.ts';
import type { LayerName, Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { INCIDENT_TYPES, type DeploymentKind } from '../vocabulary.ts';
import type { Scale } from './gathering.ts';
import { drawSite } from './symbols.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What the signs on the map mean, in its lower left corner. */
export class Legend {
  private readonly element = document.createElement('details');
  private readonly summary = document.createElement('summary');
  private readonly body = document.createElement('div');
  private key = '';

  constructor(container: HTMLElement) {
    this.element.className = 'sm-legend';
    this.element.append(this.summary, this.body);
    container.append(this.element);
    // Open where there is room, until the reader decides.
    let decided = false;
    this.summary.addEventListener('click', () => (decided = true));
    new ResizeObserver(() => {
      if (!decided) this.element.open = container.clientWidth >= 900 && container.clientHeight >= 480;
    }).observe(container);
  }

  /** What is on the map now, and nothing else. */
  draw(layers: readonly LayerName[], theme: Theme, texts: Texts, zoom: number, synthetic: boolean, scale: Scale | null): void {
    const key = [...layers, theme, texts.language, zoom.toFixed(1), synthetic, JSON.stringify(scale)].join();
    if (key === this.key) return;
    this.key = key;
    this.summary.textContent = texts.get('map.legend');
    const row = (picture: Element, words: string) => {
      const line = document.createElement('div');
      const cell = document.createElement('span');
      cell.append(picture);
      line.append(cell, words);
      return line;
    };
    const [incidents, zones, overlaps] = (['incidents', 'zones', 'overlaps'] as const).map(layer => layers.includes(layer));
    this.body.replaceChildren(
      ...(incidents ? (scale?.show === 'bins' ? this.bins(scale, theme, texts) : this.signs(theme, texts, zoom, synthetic, row)) : []),
      ...(incidents && scale?.show === 'clusters' ? this.clusters(scale, theme, texts) : []),
      ...(zones ? [row(zone('solid', theme), texts.get('map.legend.poc')), row(zone('dashed', theme), texts.get('map.legend.ct'))] : []),
      ...(overlaps ? [row(zone('overlap', theme), texts.get('map.legend.overlap'))] : []),
      ...(zones ? [this.sites(theme, texts), Object.assign(document.createElement('p'), { textContent: texts.get('map.legend.approximate') })] : []),
    );
  }

  private signs(theme: Theme, texts: Texts, zoom: number, synthetic: boolean, row: (picture: Element, words: string) => Element): Element[] {
    return [
      ...INCIDENT_TYPES.map((type, n) => row(shape(n, 6.5, TYPE_COLOURS[type], theme, {}), texts.get(`map.type.${type}`))),
      row(shape(0, 6, TYPE_COLOURS.ViolenceAgainstCivilians, theme, { hollow: true }), texts.get('map.legend.imprecise')),
      ...(synthetic ? [row(shape(0, 6, TYPE_COLOURS.Other, theme, { dashed: true }), texts.get('map.legend.synthetic'))] : []),
      this.sizes(theme, texts, zoom),
    ];
  }

  /** What a hexagon's colour says: a step for each class, its least value below it. */
  private bins(scale: Scale, theme: Theme, texts: Texts): Element[] {
    const ramp = document.createElement('div');
    ramp.className = 'sm-legend-ramp';
    const colours = rampOf(theme, scale.breaks.length);
    ramp.append(...scale.breaks.map((least, n) => {
      const step = Object.assign(document.createElement('span'), { textContent: n === scale.breaks.length - 1 && least < scale.greatest ? `${texts.compact(least)}+` : texts.compact(least) });
      step.style.setProperty('--step', colours[n]);
      return step;
    }));
    const lines = [texts.get(`map.legend.bins.${scale.weigh}`, texts.number(scale.acrossKm, scale.acrossKm < 10 ? 1 : 0)), ramp, texts.get('map.legend.most', scale.greatest)];
    if (scale.weigh === 'deaths') lines.push(texts.get('map.legend.noDeaths'));
    return lines.map(line => (typeof line === 'string' ? Object.assign(document.createElement('p'), { textContent: line }) : line));
  }

  private clusters(scale: Scale, theme: Theme, texts: Texts): Element[] {
    const line = document.createElement('div');
    line.className = 'sm-legend-sizes';
    for (const value of [...new Set([Math.max(1, Math.round(scale.greatest / 10)), Math.max(1, scale.greatest)])]) {
      const r = clusterRadius(value, scale.greatest);
      line.append(svg(2 * r + 2, 2 * r + 2, `<circle cx="${r + 1}" cy="${r + 1}" r="${r}" fill="${clusterColour(theme)}"/>`), texts.compact(value));
    }
    return [line, Object.assign(document.createElement('p'), { textContent: texts.get(`map.legend.clusters.${scale.weigh}`) })];
  }

  private sites(theme: Theme, texts: Texts): Element {
    const line = document.createElement('div');
    line.className = 'sm-legend-sites';
    for (const kind of ['Headquarters', 'Base', 'Camp'] as DeploymentKind[]) line.append(site(kind, theme), texts.get(`map.kind.${kind}`));
    return line;
  }

  /** Circles of 1, 10 and 100 deaths as large as the map now draws them. */
  private sizes(theme: Theme, texts: Texts, zoom: number): Element {
    const line = document.createElement('div');
    line.className = 'sm-legend-sizes';
    for (const deaths of [1, 10, 100]) {
      const radius = rootDeaths(deaths) * pixelsPerRootDeath(zoom);
      const words = deaths === 100 ? texts.count('map.tip.deaths', deaths) : String(deaths);
      line.append(shape(0, radius, TYPE_COLOURS.ViolenceAgainstCivilians, theme, {}), words);
    }
    return line;
  }
}

function svg(width: number, height: number, inner: string): Element {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('width', String(Math.ceil(width)));
  element.setAttribute('height', String(Math.ceil(height)));
  element.setAttribute('aria-hidden', 'true');
  element.innerHTML = inner;
  return element;
}

/** A type's sign with the area of a circle of this radius, as layers/points.ts says. */
export function shape(type: number, radius: number, colour: string, theme: Theme, how: { hollow?: boolean; dashed?: boolean }): Element {
  const r = radius * SHAPE_SIZE[type];
  const c = r + 1.5;
  const corners = CORNERS[SHAPES[type]].map(a => `${(c + r * Math.cos(a)).toFixed(2)},${(c - r * Math.sin(a)).toFixed(2)}`).join(' ');
  const [red, green, blue] = rgb(colour);
  const rim = how.hollow ? colour : theme === 'dark' || colour === TYPE_COLOURS.Explosion || how.dashed ? '#1C2024' : '#FFFFFF';
  const style = `fill="rgba(${red},${green},${blue},${how.hollow ? 0.1 : 0.85})" stroke="${how.dashed && theme === 'dark' ? '#E6E9EC' : rim}" stroke-width="${how.hollow ? 1.7 : how.dashed ? 1.6 : 1}"${how.dashed ? ' stroke-dasharray="2.6 2"' : ''}`;
  return svg(2 * c, 2 * c, corners ? `<polygon points="${corners}" ${style}/>` : `<circle cx="${c}" cy="${c}" r="${r}" ${style}/>`);
}

function zone(kind: 'solid' | 'dashed' | 'overlap', theme: Theme): Element {
  const ink = theme === 'dark' ? '#C6CCD2' : '#3B3830';
  const magenta = overlapColour(theme);
  if (kind === 'overlap') {
    const lines = [-8, -2, 4, 10, 16].map(x => `<path d="M${x} 14L${x + 13} 1" stroke="${magenta}" stroke-width="1.2"/>`).join('');
    return svg(22, 14, `<clipPath id="sm-clip"><rect x="1" y="1" width="20" height="12" rx="1.5"/></clipPath><g clip-path="url(#sm-clip)">${lines}</g><rect x="1" y="1" width="20" height="12" rx="1.5" fill="none" stroke="${magenta}"/>`);
  }
  const dash = kind === 'dashed' ? ' stroke-dasharray="5 2.2"' : '';
  return svg(22, 14, `<rect x="1" y="1" width="20" height="12" rx="1.5" fill="${ink}" fill-opacity=".12" stroke="${ink}" stroke-width="1.8"${dash}/>`);
}

function site(kind: DeploymentKind, theme: Theme): Element {
  const canvas = Object.assign(document.createElement('canvas'), { width: 36, height: 36 });
  canvas.style.width = canvas.style.height = '16px';
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d')!;
  context.scale(2, 2);
  drawSite(context, kind, theme === 'dark' ? '#C6CCD2' : '#3B3830', theme);
  return canvas;
}
