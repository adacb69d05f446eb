import type { Selection, Span as Compared, Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import type { Mandate } from '../vocabulary.ts';
import { periodInWords } from '../wording.ts';
import { Brush, type Grip } from './brush.ts';
import { Controls } from './controls.ts';
import { Histogram, topOf, type Bars } from './histogram.ts';
import { LaneChart } from './lanechart.ts';
import { LaneHits } from './lanehits.ts';
import type { Lane } from './lanes.ts';
import { layoutFor } from './layout.ts';
import { MandateRow } from './mandates.ts';
import { Navigator, type Navigable } from './navigator.ts';
import { Player } from './player.ts';
import { Readout } from './readout.ts';
import { around, revealing, TimeScale, type Span } from './scale.ts';
import { SecondBand } from './second.ts';
import { unitStarts, type Unit } from './units.ts';

export interface TimelineEvents {
  onPeriod(from: number, until: number): void;
  onWhole(): void;
  onSpan(span: Span): void;
  onSelect(selection: Selection): void;
  onPlaying(playing: boolean): void;
}

/** What is drawn: days, the period as [from, until). */
export interface TimeModel {
  /** All that the axis can show. */
  whole: readonly [number, number];
  span: Span;
  period: readonly [number, number];
  lanes: Lane[];
  selection: Selection | null;
  theme: Theme;
  /** Incidents of consecutive bars by type. */
  counts(starts: Int32Array): Int32Array;
}

/** Histogram, brush, actors' lanes and mandates on one time axis. */
export class Timeline implements Navigable {
  readonly player: Player;
  scale: TimeScale | null = null;
  private readonly root = document.createElement('div');
  private readonly plot = document.createElement('div');
  private readonly veils = [document.createElement('div'), document.createElement('div')];
  private readonly histogram = new Histogram();
  private readonly chart = new LaneChart();
  private readonly readout: Readout;
  private readonly brush: Brush;
  private readonly second = new SecondBand();
  private readonly hits: LaneHits;
  private readonly mandates: MandateRow;
  private readonly navigator: Navigator;
  private readonly controls: Controls;
  private model: TimeModel = { whole: [0, 365], span: null, period: [0, 365], lanes: [], selection: null, theme: 'light', counts: starts => new Int32Array(4 * starts.length) };
  private bars: Bars = { starts: new Int32Array(0), counts: new Int32Array(0) };
  private focus: Grip | null = null;
  /** Where the pointer rests over the histogram. */
  private pointedAt: number | null = null;
  private unit: Unit | null = null;

  constructor(private readonly container: HTMLElement, private readonly texts: Texts, private readonly events: TimelineEvents) {
    const { root, plot } = this;
    this.readout = new Readout(texts);
    this.brush = new Brush(texts, {
      onPeriod: (from, until, moved) => this.move(from, until, moved === 'end' ? until : from),
      onWhole: () => {
        this.player.stop();
        events.onWhole();
      },
      onFocus: grip => this.follow(grip),
    });
    this.hits = new LaneHits(texts, {
      onSelect: id => events.onSelect({ kind: 'deployment', id }),
      onPoint: (words, x) => (words === null ? this.readout.hide() : this.readout.showWords(words, x)),
    });
    this.mandates = new MandateRow(texts, id => events.onSelect({ kind: 'mandate', id }));
    this.navigator = new Navigator(plot, this, texts);
    this.player = new Player(() => this.model.whole, () => this.model.period, (from, until) => this.played(from, until), playing => {
      this.controls.showPlaying(playing);
      events.onPlaying(playing);
    });
    this.controls = new Controls(texts, this.player, { onZoom: factor => this.navigator.zoom(factor), onFit: () => this.fit(), onAll: () => this.onSpan(null) });
    root.className = 'sm-time';
    plot.className = 'sm-plot';
    plot.dir = 'ltr';
    for (const veil of this.veils) veil.className = 'sm-veil';
    plot.append(
      this.histogram.canvas, this.chart.element, ...this.veils, this.second.element, this.brush.element, this.navigator.strip, this.hits.element, this.mandates.element, this.readout.element);
    root.append(this.controls.element, plot);
    container.append(root);
    this.brush.element.addEventListener('pointermove', event => this.point(event));
    this.brush.element.addEventListener('pointerleave', () => {
      this.pointedAt = null;
      this.follow(this.focus);
    });
    new ResizeObserver(() => requestAnimationFrame(() => this.drawAll())).observe(container);
  }

  get whole(): readonly [number, number] {
    return this.model.whole;
  }

  get span(): Span {
    return this.model.span;
  }

  get middle(): number {
    const { scale, model: { period: [from, until] } } = this;
    return scale ? (Math.max(from, scale.from) + Math.min(until, scale.until)) / 2 : 0;
  }

  onSpan(span: Span): void {
    if (span?.[0] === this.model.span?.[0] && span?.[1] === this.model.span?.[1]) return;
    // At once: the next turn of the wheel may come before the next drawing.
    this.model.span = span;
    this.events.onSpan(span);
  }

  /** The period that is compared with the first; null: none. */
  setSecond(compared: Compared | null): void {
    this.second.span = compared;
  }

  onPinch(): void {
    this.brush.release();
  }

  /** Looks at the period; all of it where the period is all. */
  fit(): void {
    this.onSpan(around(...this.model.period, this.model.whole));
  }

  private move(from: number, until: number, edge: number): void {
    this.player.stop();
    this.model.period = [from, until];
    this.events.onPeriod(from, until);
    this.onSpan(revealing(this.model.span, this.model.whole, edge));
  }

  private played(from: number, until: number): void {
    this.onSpan(revealing(this.model.span, this.model.whole, until));
    this.events.onPeriod(from, until);
  }

  setMandates(mandates: readonly Mandate[]): void {
    this.mandates.set(mandates);
  }

  /** @param all false: nothing but the period differs from what is drawn */
  draw(model: TimeModel, all: boolean): void {
    this.model = model;
    if (all || !this.scale) this.drawAll();
    else this.drawPeriod();
  }

  private drawAll(): void {
    const { container, model, texts } = this;
    const width = container.clientWidth;
    if (width === 0) return;
    const size = layoutFor(width, container.clientHeight, model.lanes.length);
    const scale = (this.scale = new TimeScale(...(model.span ?? model.whole), size.gutter, width - 16));
    const deployment = model.selection?.kind === 'deployment' ? model.selection.id : null;
    const starts = unitStarts(scale.unit, scale.from, scale.until);
    this.bars = { starts, counts: model.counts(starts) };
    const top = topOf(this.bars.counts);
    this.root.classList.toggle('sm-compact', size.compact);
    this.plot.style.height = `${size.height}px`;
    this.histogram.draw(this.bars, top, scale, size.histogram, model.theme);
    this.chart.draw(model.lanes, scale, size, texts, top, deployment);
    Object.assign(this.brush.element.style, { height: `${size.histogram}px`, width: `${width}px` });
    this.second.place(scale, size.histogram);
    this.navigator.place(scale, size.histogram, size.axis);
    this.hits.place(model.lanes, scale, size, deployment);
    for (const veil of this.veils) veil.style.height = `${size.mandatesTop - 2}px`;
    Object.assign(this.mandates.element.style, { top: `${size.mandatesTop}px`, height: `${size.height - size.mandatesTop}px`, width: `${width}px` });
    this.mandates.place(scale, size.numberRows, model.selection?.kind === 'mandate' ? model.selection.id : null);
    this.stepAsUnit(scale.unit);
    this.controls.write();
    this.drawPeriod();
    this.tellPointed();
  }

  /** What a frame of the brush costs: a few elements move, nothing is made. */
  private drawPeriod(): void {
    const { scale, model: { period: [from, until], whole, span } } = this;
    if (!scale) return;
    const [a, b] = [scale.clip(from), scale.clip(until)];
    const [before, after] = this.veils;
    before.style.left = `${scale.left}px`;
    before.style.width = `${a - scale.left}px`;
    after.style.left = `${b}px`;
    after.style.width = `${scale.right - b}px`;
    this.brush.place(scale, whole, from, until);
    this.hits.setPeriod([from, until]);
    this.mandates.mark(from, until);
    this.controls.showPeriod(periodInWords(from, until, this.texts.language, true), span !== null);
    if (this.pointedAt === null && this.focus) this.follow(this.focus);
  }

  /** Steps as the bars are, until the reader chooses otherwise. */
  private stepAsUnit(unit: Unit): void {
    if (this.unit !== null && this.unit !== unit) this.player.step = `1 ${unit}`;
    this.unit = unit;
  }

  private point(event: PointerEvent): void {
    this.pointedAt = event.pointerType === 'touch' ? null : event.clientX - this.plot.getBoundingClientRect().left;
    if (this.pointedAt === null) this.readout.hide();
    else this.tellPointed();
  }

  private tellPointed(): void {
    const { scale, pointedAt: x } = this;
    if (!scale || x === null) return;
    if (x < scale.left || x > scale.right) this.readout.hide();
    else this.readout.showBar(scale.startAt(x), x, this.bars, scale, this.model.theme);
  }

  /** What the bar at the focused handle holds. */
  private follow(grip: Grip | null): void {
    const { scale, model: { period: [from, until], theme } } = this;
    this.focus = grip;
    if (!scale || grip === null || grip === 'window' || !this.brush.element.matches(':has(:focus-visible)')) return this.readout.hide();
    const day = grip === 'start' ? from : until - 1;
    this.readout.showBar(day, scale.clip(grip === 'start' ? from : until), this.bars, scale, theme);
  }
}
