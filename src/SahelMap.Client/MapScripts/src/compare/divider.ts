import type { Texts } from '../texts.ts';

const LEAST = 2;

/** The line between two periods: dragged by pointer or finger, moved by keys. It says how much of the map's width the first has. */
export class Divider {
  readonly element = document.createElement('div');
  /** Percent of the width. */
  share = 50;

  constructor(private readonly container: HTMLElement, private readonly texts: Texts, private readonly moved: () => void) {
    const { element } = this;
    element.className = 'sm-divider';
    element.tabIndex = 0;
    element.setAttribute('role', 'slider');
    element.setAttribute('aria-orientation', 'horizontal');
    element.setAttribute('aria-valuemin', String(LEAST));
    element.setAttribute('aria-valuemax', String(100 - LEAST));
    element.append(document.createElement('i'));
    element.addEventListener('pointerdown', event => this.drag(event));
    element.addEventListener('keydown', event => this.key(event));
  }

  /** @param first @param second the periods in words */
  describe(first: string, second: string): void {
    const values = {
      'aria-label': this.texts.get('map.compare.divider'), 'aria-valuenow': String(Math.round(this.share)),
      'aria-valuetext': this.texts.get('map.compare.share', Math.round(this.share), first, Math.round(100 - this.share), second),
    };
    for (const [name, value] of Object.entries(values)) this.element.setAttribute(name, value);
  }

  private set(share: number): void {
    this.share = Math.min(100 - LEAST, Math.max(LEAST, share));
    this.moved();
  }

  private drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    down.preventDefault();
    const { element } = this;
    element.focus({ preventScroll: true });
    element.setPointerCapture(down.pointerId);
    const box = this.container.getBoundingClientRect();
    // Where on the handle it was taken, there it stays.
    const grip = down.clientX - (box.left + (box.width * this.share) / 100);
    const move = (event: PointerEvent) => this.set(((event.clientX - grip - box.left) / box.width) * 100);
    const end = () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', end);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
  }

  private key(event: KeyboardEvent): void {
    const step = event.shiftKey ? 10 : 2;
    const to = {
      ArrowLeft: this.share - step, ArrowDown: this.share - step, ArrowRight: this.share + step, ArrowUp: this.share + step,
      PageDown: this.share - 10, PageUp: this.share + 10, Home: LEAST, End: 100 - LEAST,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.set(to);
  }
}
