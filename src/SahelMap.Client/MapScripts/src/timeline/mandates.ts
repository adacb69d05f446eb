import { parseDay } from '../days.ts';
import type { Texts } from '../texts.ts';
import type { Mandate, Norm } from '../vocabulary.ts';
import { dayInWords } from '../wording.ts';
import { placeLabels } from './labels.ts';
import type { TimeScale } from './scale.ts';

/** The number by which people know a resolution: "S/RES/2100 (2013)" is 2100. Empty where an instrument has none. */
export const numberOf = (symbol: string) => /\b(\d{3,4})\b(?=\s*\(|$)/.exec(symbol)?.[1] ?? '';

const norms = (mandate: Mandate): Norm[] => [...new Set(mandate.norms.filter(n => n.centrality !== 'absent').map(n => n.norm))];

/** Mandates as marks on the axis: a disc where they ask for protection, a diamond where they ask to fight terrorism, both where both. */
export class MandateRow {
  readonly element = document.createElement('div');
  private mandates: { mandate: Mandate; day: number; button: HTMLButtonElement; number: HTMLSpanElement }[] = [];

  constructor(private readonly texts: Texts, private readonly onSelect: (id: string) => void) {
    this.element.className = 'sm-mandates';
    this.element.setAttribute('role', 'group');
    this.element.addEventListener('keydown', event => this.key(event));
  }

  set(mandates: readonly Mandate[]): void {
    this.mandates = mandates
      .map(mandate => ({ mandate, day: parseDay(mandate.date) ?? parseDay(mandate.from) ?? 0 }))
      .sort((a, b) => a.day - b.day)
      .map(entry => ({ ...entry, ...this.markFor(entry.mandate) }));
    this.element.replaceChildren(...this.mandates.map(m => m.button));
  }

  private markFor(mandate: Mandate): { button: HTMLButtonElement; number: HTMLSpanElement } {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sm-mandate';
    const asked = norms(mandate);
    button.dataset.norms = asked.includes('PoC') ? (asked.includes('CT') ? 'both' : 'poc') : asked.includes('CT') ? 'ct' : 'none';
    const number = document.createElement('span');
    number.textContent = numberOf(mandate.symbol);
    button.append(document.createElement('i'), number);
    button.addEventListener('click', () => this.onSelect(mandate.id));
    return { button, number };
  }

  /** @param rows how many rows of numbers there is room for. */
  place(scale: TimeScale, rows: number, selected: string | null): void {
    const { texts } = this;
    this.element.setAttribute('aria-label', texts.get('time.mandates'));
    const inside = this.mandates.map(m => m.day >= scale.from && m.day < scale.until);
    const labels = this.mandates.map((m, n) => ({
      x: scale.x(m.day), width: inside[n] ? 6.2 * (m.number.textContent?.length ?? 0) : 0,
      weight: m.mandate.id === selected ? 9 : m.button.dataset.norms === 'none' ? 0 : m.button.dataset.norms === 'ct' ? 2 : 1,
    }));
    const placed = placeLabels(labels, rows, 1.5);
    const chosen = this.mandates.findIndex((m, n) => m.mandate.id === selected && inside[n]);
    const focusable = chosen >= 0 ? chosen : inside.indexOf(true);
    this.mandates.forEach((m, n) => {
      const { button, mandate } = m;
      button.hidden = !inside[n];
      button.style.left = `${labels[n].x}px`;
      button.tabIndex = n === focusable ? 0 : -1;
      button.dataset.row = String(placed[n]);
      button.setAttribute('aria-pressed', String(mandate.id === selected));
      const asked = norms(mandate).map(norm => texts.get(`time.norm.${norm}`));
      const words = [mandate.symbol, dayInWords(m.day, texts.language), ...asked].join(' · ');
      button.setAttribute('aria-label', words);
      button.title = words;
    });
  }

  /** Those outside the period recede. Called with each move of the brush. */
  mark(from: number, until: number): void {
    for (const { day, button } of this.mandates) button.classList.toggle('sm-outside', day < from || day >= until);
  }

  /** One stop for Tab, arrows between the marks. */
  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const shown = this.mandates.filter(m => !m.button.hidden);
    const at = shown.findIndex(m => m.button === document.activeElement);
    const next = step ? shown[at + step] : event.key === 'Home' ? shown[0] : event.key === 'End' ? shown.at(-1) : undefined;
    if (!next) return;
    for (const m of shown) m.button.tabIndex = m === next ? 0 : -1;
    next.button.focus();
    event.preventDefault();
  }
}
