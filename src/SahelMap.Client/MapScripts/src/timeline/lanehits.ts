import type { Texts } from '../texts.ts';
import { periodInWords } from '../wording.ts';
import { nextStay, staysIn, type Lane, type Stay } from './lanes.ts';
import type { Layout } from './layout.ts';
import type { TimeScale } from './scale.ts';

export interface LaneEvents {
  onSelect(id: string): void;
  /** What lies under the pointer, or under the keyboard's focus; null: nothing. */
  onPoint(words: string | null, x: number): void;
}

/** How near, in pixels, a click counts as on a bar. */
const NEAR = 3;

/**
 * What makes the lanes' bars clickable: a button over each lane. A click selects the deployment there; where several lie over
 * each other, the next click selects the next. Keys: up and down go through the lanes, left and right through a lane's
 * deployments in the period, Enter selects the one that is marked and told.
 */
export class LaneHits {
  readonly element = document.createElement('div');
  private lanes: readonly Lane[] = [];
  private buttons: HTMLButtonElement[] = [];
  /** The lane that the keys are in, or were. */
  private current = 0;
  private scale!: TimeScale;
  private period: [number, number] = [0, 1];
  private selected: string | null = null;
  /** What the keys went to, in whichever lane, and its mark; what it is is told to who cannot see it. */
  private marked: string | null = null;
  private readonly mark = document.createElement('i');
  private readonly told = document.createElement('span');
  private laneHeight = 0;

  constructor(private readonly texts: Texts, private readonly events: LaneEvents) {
    this.element.className = 'sm-lane-hits';
    this.element.setAttribute('role', 'group');
    this.element.tabIndex = 0;
    this.mark.className = 'sm-lane-mark';
    this.told.className = 'sm-told';
    this.told.setAttribute('role', 'status');
    this.element.addEventListener('keydown', event => this.key(event));
    this.element.addEventListener('pointerleave', () => this.events.onPoint(null, 0));
    // One stop for Tab, as large as all lanes: it hands the focus on to a lane, and steps aside while a lane has it.
    this.element.addEventListener('focus', () => this.buttons[this.current]?.focus());
    this.element.addEventListener('focusin', ({ target }) => {
      this.element.tabIndex = -1;
      this.current = Math.max(0, this.buttons.indexOf(target as HTMLButtonElement));
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.element.tabIndex = 0;
      this.events.onPoint(null, 0);
      this.mark.hidden = true;
    });
  }

  place(lanes: readonly Lane[], scale: TimeScale, size: Layout, selected: string | null): void {
    [this.lanes, this.scale, this.selected] = [lanes, scale, selected];
    while (this.buttons.length < lanes.length) this.buttons.push(this.button(this.buttons.length));
    this.buttons.length = lanes.length;
    if (this.element.childElementCount !== lanes.length + 2) this.element.replaceChildren(...this.buttons, this.mark, this.told);
    this.current = Math.min(this.current, Math.max(0, lanes.length - 1)); // or Tab would find no lane
    this.mark.hidden = true;
    this.laneHeight = size.laneHeight;
    Object.assign(this.element.style, { left: `${scale.left}px`, width: `${scale.right - scale.left}px`, top: `${size.lanesTop}px`, height: `${lanes.length * size.laneHeight}px` });
    this.element.setAttribute('aria-label', this.texts.get('time.lanes'));
    lanes.forEach((lane, n) => {
      const button = this.buttons[n];
      const spans = lane.present.map(span => periodInWords(span.from, span.until, this.texts.language));
      button.style.height = `${size.laneHeight}px`;
      button.dataset.lane = lane.actor;
      button.setAttribute('aria-label', spans.length > 0 ? this.texts.get('time.lane', lane.name, spans.join(', '), this.texts.number(lane.stays.length)) : this.texts.get('time.laneEmpty', lane.name));
    });
  }

  setPeriod(period: [number, number]): void {
    this.period = period;
  }

  private button(n: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.addEventListener('click', event => this.click(n, event));
    button.addEventListener('pointermove', event => event.pointerType !== 'touch' && this.point(n, event));
    button.addEventListener('focus', () => button.matches(':focus-visible') && this.tellFocus(n));
    return button;
  }

  private near(n: number, event: MouseEvent): Stay[] {
    const x = event.clientX - this.element.getBoundingClientRect().left + this.scale.left;
    return staysIn(this.lanes[n], Math.floor(this.scale.dayAt(x - NEAR)), Math.ceil(this.scale.dayAt(x + NEAR)));
  }

  private click(n: number, event: MouseEvent): void {
    // Enter and Space come as clicks without a place.
    const stays = event.detail === 0 ? staysIn(this.lanes[n], ...this.period) : this.near(n, event);
    const stay = (event.detail === 0 && stays.find(({ id }) => id === this.marked)) || nextStay(stays, this.selected);
    if (stay) this.events.onSelect(stay.id);
  }

  private point(n: number, event: PointerEvent): void {
    const stays = this.near(n, event);
    this.buttons[n].style.cursor = stays.length > 0 ? 'pointer' : 'default';
    const x = event.clientX - this.element.getBoundingClientRect().left + this.scale.left;
    this.events.onPoint(stays.length > 0 ? this.words(n, stays) : null, x);
  }

  private words(n: number, stays: readonly Stay[]): string {
    const shown = stays.slice(0, 3).map(stay => stay.name);
    if (stays.length > shown.length) shown.push(this.texts.get('time.more', this.texts.number(stays.length - shown.length)));
    return [this.lanes[n].name, ...shown].join(' · ');
  }

  private tellFocus(n: number): void {
    const stays = staysIn(this.lanes[n], ...this.period);
    const marked = stays.find(stay => stay.id === this.marked);
    if (marked) this.show(n, marked);
    else this.events.onPoint(this.words(n, stays), this.scale.clip(this.period[0]));
  }

  /** Marks a deployment and says what it is. */
  private show(n: number, stay: Stay): void {
    const { scale, mark } = this;
    const [a, b] = [scale.clip(stay.from), scale.clip(stay.until)];
    this.marked = stay.id;
    mark.hidden = false;
    Object.assign(mark.style, { left: `${a - scale.left}px`, width: `${Math.max(3, b - a)}px`, top: `${n * this.laneHeight}px`, height: `${this.laneHeight}px` });
    const words = `${stay.name} · ${periodInWords(stay.from, stay.until, this.texts.language)}`;
    this.told.textContent = words;
    this.events.onPoint(words, a);
  }

  private key(event: KeyboardEvent): void {
    const n = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const lane = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
    if (n < 0 || event.ctrlKey || event.metaKey || event.altKey || (!lane && !along)) return;
    event.preventDefault();
    event.stopPropagation();
    if (lane) this.buttons[Math.min(this.buttons.length - 1, Math.max(0, n + lane))].focus();
    else {
      const stay = nextStay(staysIn(this.lanes[n], ...this.period), this.marked ?? this.selected, along);
      if (stay) this.show(n, stay);
    }
  }
}
