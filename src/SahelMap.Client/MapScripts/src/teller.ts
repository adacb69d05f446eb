import type { App } from './app.ts';
import { monthStart } from './days.ts';
import type { DrawStep } from './draw/drawing.ts';
import { periodCounts, wireCounts, wireState, type WireCounts, type WireState } from './wire.ts';

/** Who wants to know of changes: C#, once it has loaded. */
export interface Listener {
  onState(state: WireState): void;
  onCounts(counts: WireCounts): void;
  onProgress(): void;
  onTrouble(code: string, detail: string): void;
  onPlaying(playing: boolean): void;
  onDrawn(step: DrawStep, geometry: string | null): void;
  onPointed(lon: number | null, lat: number | null): void;
}

/** Milliseconds from one telling to the next: C# draws its numbers on the same thread as the map, and takes longer than a frame. */
const PACE = 200;

/** What C# is told, and when; and what is wrong, which the map itself shows until C# listens. */
export class Teller {
  listener: Listener | null = null;
  private readonly troubles = new Map<string, string>();
  private lastState = '';
  private countsTimer = 0;
  private stateTimer = 0;
  private countsTold = 0;

  constructor(private readonly app: App) {}

  /** From now on the listener is told; first of what is wrong already. */
  listen(listener: Listener): void {
    this.listener = listener;
    this.lastState = JSON.stringify(this.wireState());
    const first = this.worst();
    if (!first) return;
    const code = codeOf(first[0]);
    this.app.notices.trouble(code, first[1], true);
    listener.onTrouble(code, first[1]);
  }

  /** Without a network everything else that fails is no news. */
  private worst(): [string, string] | undefined {
    const all = [...this.troubles.entries()];
    return all.find(([cause]) => cause === 'offline') ?? all[0];
  }

  /** @param cause who reports; its null takes back what it said before. */
  trouble(cause: string, detail: string | null): void {
    if (detail === null ? !this.troubles.delete(cause) : this.troubles.get(cause) === detail) return;
    if (detail !== null) this.troubles.set(cause, detail);
    const first = this.worst();
    const [code, words] = first ? [codeOf(first[0]), first[1]] : ['', ''];
    this.app.notices.trouble(code, words, this.listener !== null);
    this.listener?.onTrouble(code, words);
  }

  wireState(): WireState {
    const { state, period: [from, until], axis: [first, end], language, theme, map } = this.app;
    return wireState(state, { axis: [monthStart(first), monthStart(end)], view: map.view(), from, until, lang: language, theme });
  }

  wireCounts(): WireCounts {
    const { incidents, zones, overlaps, store, compare } = this.app;
    return wireCounts(incidents, zones, { shown: overlaps.size, total: store.overlaps.size }, compare.second && periodCounts(compare.second), store.actors.keys());
  }

  /** At once, and while it keeps changing, as under a brush, at its pace. */
  state(): void {
    if (!this.listener || this.stateTimer) return;
    const state = this.wireState();
    const json = JSON.stringify(state);
    if (json === this.lastState) return;
    this.lastState = json;
    this.listener.onState(state);
    this.stateTimer = window.setTimeout(() => {
      this.stateTimer = 0;
      this.state();
    }, PACE);
  }

  /** A moment later, and while a brush moves at its pace. */
  counts(): void {
    if (!this.listener || this.countsTimer) return;
    this.countsTimer = window.setTimeout(() => {
      this.countsTimer = 0;
      this.countsTold = performance.now();
      this.listener?.onCounts(this.wireCounts());
    }, Math.max(100, this.countsTold + PACE - performance.now()));
  }
}

const CODES = ['webgl', 'map', 'drawing', 'measure', 'compare', 'overlaps', 'storage', 'offline'];
const codeOf = (cause: string) => (CODES.includes(cause) ? cause : 'data');
