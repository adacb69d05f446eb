import type { Texts } from '../texts.ts';

/** A small box that stays where something was clicked, with one thing to do; Escape, its cross or moving the map closes it. */
export class Card {
  private readonly box = document.createElement('div');
  private from: HTMLElement | null = null;

  constructor(private readonly container: HTMLElement, private readonly texts: Texts) {
    this.box.className = 'sm-card';
    this.box.hidden = true;
    this.box.tabIndex = -1;
    this.box.setAttribute('role', 'dialog');
    this.box.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    container.append(this.box);
  }

  get open(): boolean {
    return !this.box.hidden;
  }

  /** @param lines the first is the heading. */
  show(x: number, y: number, lines: string[], action: { words: string; act: () => void }): void {
    const [heading, ...rest] = lines;
    const title = Object.assign(document.createElement('strong'), { textContent: heading });
    const button = (words: string, className: string, act: () => void) => {
      const element = Object.assign(document.createElement('button'), { type: 'button', textContent: words, className });
      element.addEventListener('click', act);
      return element;
    };
    const cross = button('×', 'sm-card-close', () => this.close());
    cross.setAttribute('aria-label', this.texts.get('map.close'));
    this.box.setAttribute('aria-label', heading);
    this.box.replaceChildren(title, cross, ...rest.map(line => Object.assign(document.createElement('span'), { textContent: line })),
      button(action.words, 'sm-card-action', () => {
        this.close();
        action.act();
      }));
    this.box.hidden = false;
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.box;
    const clamp = (n: number, most: number) => Math.max(4, Math.min(n, most - 4));
    this.box.style.transform = `translate(${clamp(x + 12, clientWidth - offsetWidth)}px, ${clamp(y + 12, clientHeight - offsetHeight)}px)`;
    this.from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.box.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.open) return;
    const held = this.box.contains(document.activeElement);
    this.box.hidden = true;
    if (held) this.from?.focus({ preventScroll: true });
  }
}
