import type { Span, Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { INCIDENT_TYPES, type Mandate } from '../vocabulary.ts';
import { monthInWords, periodInWords } from '../wording.ts';
import { Brush } from './brush.ts';
import { Controls } from './controls.ts';
import { Histogram, type Months } from './histogram.ts';
import type { Lane } from './lanes.ts';
import { LaneChart } from './lanechart.ts';
import { MandateRow } from './mandates.ts';
import { Player } from './player.ts';
import { TimeScale } from './scale.ts';
import { SecondBand } from './second.ts';

export interface TimelineEvents {
  onPeriod(from: number, until: number): void;
  onWhole(): void;
  onMandate(id: string): void;
  onPlaying(playing: boolean): void;
}

/** Below this width names stand closer and controls lie in a row of their own. */
const COMPACT = 640;

/** Histogram, brush, actors' lanes and mandates on one time axis. */
export class Timeline {
  readonly player: Player;
  private readonly root = document.createElement('div');
  private readonly plot = document.createElement('div');
  private readonly readout = document.createElement('div');
  private readonly histogram = new Histogram();
  private readonly brush: Brush;
  private readonly second = new SecondBand();
  private readonly lanes = new LaneChart();
  private readonly mandates: MandateRow;
  private readonly controls: Controls;
  private months: Months = { counts: new Int32Array(0), firstMonth: 0 };
  private axis: [number, number] = [0, 12];
  private period: [number, number] = [0, 1];
  private selected: string | null = null;
  private theme: Theme = 'light';
  private frame = 0;

  constructor(private readonly container: HTMLElement, private readonly texts: Texts, events: TimelineEvents) {
    const move = (from: number, until: number) => {
      this.player.stop();
      events.onPeriod(from, until);
    };
    const whole = () => {
      this.player.stop();
      events.onWhole();
    };
    this.brush = new Brush(texts, move, whole);
    this.mandates = new MandateRow(texts, id => events.onMandate(id));
    this.player = new Player(
      () => ({ firstMonth: this.axis[0], endMonth: this.axis[1] }), () => this.period, (from, until) => events.onPeriod(from, until),
      playing => {
        this.controls.showPlaying(playing);
        events.onPlaying(playing);
      });
    this.controls = new Controls(texts, this.player);
    this.root.className = 'sm-time';
    this.plot.className = 'sm-plot';
    this.plot.dir = 'ltr';
    this.readout.className = 'sm-readout';
    this.readout.hidden = true;
    this.readout.setAttribute('aria-hidden', 'true');
    this.plot.append(this.histogram.canvas, this.lanes.element, this.second.element, this.brush.element, this.mandates.element, this.readout);
    this.root.append(this.controls.element, this.plot);
    container.append(this.root);
    this.brush.element.addEventListener('pointermove', event => this.tell(event));
    this.brush.element.addEventListener('pointerleave', () => (this.readout.hidden = true));
    new ResizeObserver(() => this.draw()).observe(container);
  }

  /** @param axis first month and first month after the axis. */
  setAxis(axis: [number, number]): void {
    this.axis = axis;
    this.draw();
  }

  setMonths(months: Months): void {
    this.months = months;
    this.draw();
  }

  setPeriod(from: number, until: number): void {
    this.period = [from, until];
    this.draw();
  }

  /** The period that is compared with the first; null: none. */
  setSecond(span: Span | null): void {
    this.second.span = span;
    this.draw();
  }

  setLanes(lanes: Lane[]): void {
    this.lanes.lanes = lanes;
    this.draw();
  }

  setMandates(mandates: readonly Mandate[]): void {
    this.mandates.set(mandates);
    this.draw();
  }

  setSelected(mandate: string | null): void {
    this.selected = mandate;
    this.draw();
  }

  /** After another theme or language. */
  setLook(theme: Theme): void {
    this.theme = theme;
    this.controls.write();
    this.draw();
  }

  /** Once a frame, however much has changed. */
  private draw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.drawNow());
  }

  private drawNow(): void {
    this.frame = 0;
    const width = this.container.clientWidth;
    if (width === 0) return;
    const compact = width < COMPACT;
    this.root.classList.toggle('sm-compact', compact);
    const size = layout(width, this.container.clientHeight, compact, this.lanes.lanes.length);
    const scale = new TimeScale(this.axis[0], this.axis[1], size.gutter, width - 16);
    this.plot.style.height = `${size.height}px`;
    const top = this.histogram.draw(this.months, scale, size.histogram, this.period, this.theme);
    this.lanes.draw(scale, size, this.period, this.texts, top, compact);
    Object.assign(this.brush.element.style, { height: `${size.histogram + size.axis}px`, width: `${width}px` });
    this.second.place(scale, size.histogram);
    this.brush.place(scale, ...this.period);
    Object.assign(this.mandates.element.style, { top: `${size.mandatesTop}px`, height: `${size.height - size.mandatesTop}px`, width: `${width}px` });
    this.mandates.place(scale, size.numberRows, this.period, this.selected);
    this.controls.showPeriod(periodInWords(...this.period, this.texts.language, true));
    this.scale = scale;
  }

  private scale: TimeScale | null = null;

  /** What a month under the pointer holds. */
  private tell(event: PointerEvent): void {
    const x = event.clientX - this.plot.getBoundingClientRect().left;
    if (!this.scale || event.pointerType === 'touch' || x < this.scale.left || x > this.scale.right) {
      this.readout.hidden = true;
      return;
    }
    const month = this.scale.monthAt(x);
    const at = (month - this.months.firstMonth) * INCIDENT_TYPES.length;
    const counts = INCIDENT_TYPES.map((type, n) => [type, this.months.counts[at + n] ?? 0] as const).filter(([, n]) => n > 0);
    const { texts } = this;
    const parts = counts.map(([type, n]) => `${texts.number(n)} ${texts.get(`map.type.${type}`).toLocaleLowerCase(texts.language)}`);
    this.readout.textContent = [monthInWords(month, texts.language), ...(parts.length > 0 ? parts : [texts.get('time.none')])].join(' · ');
    this.readout.hidden = false;
    const half = this.readout.offsetWidth / 2;
    this.readout.style.left = `${Math.max(half + 4, Math.min(this.plot.clientWidth - half - 4, x))}px`;
  }
}

export interface Layout {
  gutter: number;
  height: number;
  histogram: number;
  axis: number;
  lanesTop: number;
  laneHeight: number;
  mandatesTop: number;
  numberRows: number;
}

function layout(width: number, containerHeight: number, compact: boolean, lanes: number): Layout {
  const controls = compact ? 44 : 0;
  const height = Math.max(compact ? 170 : 148, (containerHeight || 164) - controls - (compact ? 8 : 7));
  const axis = 15;
  const numberRows = compact ? 2 : 1;
  const mandates = compact ? 36 : 25;
  const laneHeight = Math.max(8, Math.min(compact ? 20 : 14, (height * (compact ? 0.42 : 0.43)) / Math.max(1, lanes)));
  const histogram = Math.max(30, Math.min(compact ? 110 : 400, height - axis - mandates - lanes * laneHeight - 4));
  const lanesTop = histogram + axis + 2;
  return {
    gutter: compact ? Math.min(84, Math.round(width * 0.21)) : 146,
    height, histogram, axis, lanesTop, laneHeight, mandatesTop: lanesTop + lanes * laneHeight + 2, numberRows,
  };
}
