import type { Texts } from '../texts.ts';
import type { MapCanvas } from './canvas.ts';
import { remoteOf } from './remote.ts';

const ICONS = {
  in: 'M8 3v10M3 8h10',
  out: 'M3 8h10',
  measure: 'M2.6 10.4 10.4 2.6 13.4 5.6 5.6 13.4zM5.2 7.8 6.6 9.2M7.8 5.2 9.2 6.6',
  home: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
};

/** Whose data the map shows; each name leads to its home. GeoNames and UCDP ask for their licence beside it. */
const SOURCES: { key: string; url: string; dataset?: string }[] = [
  { key: 'map.source.naturalEarth', url: 'https://www.naturalearthdata.com/' },
  { key: 'map.source.geonames', url: 'https://www.geonames.org/' },
  { key: 'map.source.gshhg', url: 'https://www.soest.hawaii.edu/pwessel/gshhg/' },
  { key: 'map.source.ucdp', url: 'https://ucdp.uu.se/', dataset: 'ucdp-ged' },
];

/** What lies on the map besides the map: whose data it shows, and buttons where it can be moved. */
export class Furniture {
  private readonly buttons: [HTMLButtonElement, string][] = [];
  private readonly sources = document.createElement('details');
  private readonly group = document.createElement('div');
  private shownSources = '';
  private measureButton: HTMLButtonElement | null = null;

  constructor(container: HTMLElement, private readonly texts: Texts, canvas: MapCanvas | null, onMeasure: () => void) {
    if (canvas) {
      this.group.className = 'sm-buttons';
      this.group.append(
        this.button('map.zoomIn', ICONS.in, () => canvas.zoomBy(1)),
        this.button('map.zoomOut', ICONS.out, () => canvas.zoomBy(-1)),
        this.button('map.home', ICONS.home, () => canvas.home(true)),
        (this.measureButton = this.button('map.measure', ICONS.measure, onMeasure)));
      this.showMeasuring(false);
      container.append(this.group);
    }
    this.sources.className = 'sm-sources';
    this.sources.open = container.clientWidth >= 620;
    this.sources.append(document.createElement('summary'), document.createElement('p'));
    container.append(this.sources);
    this.write();
  }

  remove(): void {
    this.group.remove();
    this.sources.remove();
  }

  private button(key: string, path: string, act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`;
    button.addEventListener('click', act);
    this.buttons.push([button, key]);
    return button;
  }

  /** In the language now chosen. */
  write(): void {
    for (const [button, key] of this.buttons) {
      button.title = this.texts.get(key);
      button.setAttribute('aria-label', this.texts.get(key));
    }
    this.sources.querySelector('summary')!.textContent = this.texts.get('map.sources');
    this.shownSources = '';
  }

  showSources(datasets: ReadonlySet<string>): void {
    const shown = SOURCES.filter(source => !source.dataset || datasets.has(source.dataset));
    const key = shown.map(source => source.key).join();
    if (key === this.shownSources) return;
    this.shownSources = key;
    const links = shown.map(source => Object.assign(document.createElement('a'), {
      href: source.url, textContent: this.texts.get(source.key), target: '_blank', rel: 'noopener noreferrer',
    }));
    const remote = remoteOf(document);
    const of = remote ? [remote.attribution, ...links] : links;
    this.sources.querySelector('p')?.replaceChildren(...of.flatMap((link, n) => (n > 0 ? [' · ', link] : [link])));
  }

  showMeasuring(on: boolean): void {
    this.measureButton?.setAttribute('aria-pressed', String(on));
  }
}
