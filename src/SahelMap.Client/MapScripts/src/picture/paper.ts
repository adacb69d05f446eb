import type { Words } from './words.ts';

/** The one page that is printed: real words around a picture of the map. print.css lays it out, upright or across. */
export function paperOf(map: HTMLCanvasElement, legend: HTMLElement, words: Words, neutral: string): HTMLElement {
  const sheet = make('section', { id: 'print-sheet', hidden: true });
  const link = make('a', { href: words.link, textContent: words.link });
  const made = make('p', {}, `${words.made} · `, link);
  legend.className = 'sheet-legend';
  sheet.append(
    make('header', {}, make('h1', { textContent: words.title }), ...words.periods.map(period => make('p', { textContent: period })), make('p', { className: 'faint', textContent: words.filter })),
    make('figure', {}, map),
    legend,
    make('footer', {}, ...words.warnings.map(warning => make('p', { className: 'warning', textContent: warning })),
      make('p', { textContent: words.sources }), made, make('p', { textContent: neutral })));
  return sheet;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]>, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
