import type { Actor, DeploymentFeature, Mandate, OverlapFeature } from '../vocabulary.ts';
import { IncidentCache } from './cache.ts';
import { IncidentColumns } from './columns.ts';
import { Refused } from './fetching.ts';
import { IncidentNames } from './ids.ts';
import { Keeper } from './keeper.ts';
import { loadActors, loadDeployments, loadDifference, loadIncidents, loadMandates, loadOverlaps, TOO_MANY, type Sharpness } from './load.ts';
import { sharedZoneOf, zoneOf, type SharedZone, type Zone } from './zones.ts';

export type Part = 'actors' | 'mandates' | 'deployments' | 'overlaps' | 'incidents';
type Trouble = (detail: string) => void;

export interface StoreEvents {
  /** Something new is there to draw; of the incidents perhaps only a part so far. */
  onLoaded(part: Part): void;
  onProgress(): void;
  /** A part cannot be had for now (trying goes on) or at all; null: it came after all. Storage: the browser has no room to keep the incidents. */
  onTrouble(part: Part | 'storage', detail: string | null): void;
}

export interface Progress {
  loaded: number;
  total: number | null;
  done: boolean;
}

/** Everything the server holds that the map shows, and up to which position of the change log it reaches. */
export class Store {
  readonly actors = new Map<string, Actor>();
  readonly mandates = new Map<string, Mandate>();
  readonly zones = new Map<string, Zone>();
  readonly overlaps = new Map<string, SharedZone>();
  private readonly names = new IncidentNames();
  columns = new IncidentColumns(this.names);
  /** There are more incidents than a page holds: the server draws and counts them. */
  aggregated = false;
  progress: Progress = { loaded: 0, total: null, done: false };
  epoch: string | null = null;
  readonly positions: Record<'deployments' | 'incidents', number | null> = { deployments: null, incidents: null };
  private sharpness: Sharpness = 'afar';
  private aborter = new AbortController();
  private overlapsAborter = new AbortController();
  private readonly cache = new IncidentCache(full => this.events.onTrouble('storage', full ? '' : null));
  private readonly keeper = new Keeper(() => this.keep());
  /** Ends when what is asked for now has come: changes wait for it, lest an older answer overwrite them. */
  loading: Promise<void> = Promise.resolve();

  constructor(private readonly events: StoreEvents) {}

  /** The position that everything here includes: changes after it are still to be applied. */
  get position(): number | null {
    const known = Object.values(this.positions).filter(position => position !== null);
    return known.length > 0 ? Math.min(...known) : null;
  }

  /**
   * Fetches everything. What is on the map stays there until what replaces it has come.
   * @returns what ends as soon as there is something to work with: without a server, the incidents that were kept.
   */
  async load(): Promise<void> {
    this.cache.tryAgain();
    this.aborter.abort();
    this.aborter = new AbortController();
    const { signal } = this.aborter;
    let showKept = () => {};
    const kept = new Promise<void>(resolve => { showKept = resolve; });
    const incidents = this.part('incidents', signal, trouble => this.loadIncidents(detail => {
      trouble(detail);
      if (this.epoch === null) return;
      this.tellWhole();
      showKept();
    }, signal));
    const others = Promise.all([
      this.part('actors', signal, async trouble => replace(this.actors, (await loadActors(trouble, signal)).map(actor => [actor.code, actor]))),
      this.part('mandates', signal, async trouble => replace(this.mandates, (await loadMandates(trouble, signal)).map(mandate => [mandate.id, mandate]))),
      this.loadDeployments(signal),
      this.loadOverlaps(),
    ]);
    this.loading = Promise.all([incidents, others]).then(() => undefined);
    await Promise.all([Promise.race([incidents, kept]), others]);
  }

  /** Outlines as they are near the ground, for good: somebody has come near. Changes wait for them as for the first load. */
  sharpen(): void {
    if (this.sharpness === 'near') return;
    this.sharpness = 'near';
    this.loading = this.loading.then(() => Promise.all([this.loadDeployments(this.aborter.signal), this.loadOverlaps()])).then(() => undefined);
  }

  private loadDeployments(signal: AbortSignal): Promise<void> {
    return this.part('deployments', signal, async trouble => {
      const answer = await loadDeployments(this.sharpness, trouble, signal);
      replace(this.zones, answer.features.map((feature: DeploymentFeature) => [feature.id, zoneOf(feature)]));
      this.positions.deployments = answer.position;
    });
  }

  async loadOverlaps(): Promise<void> {
    this.overlapsAborter.abort();
    const { signal } = (this.overlapsAborter = new AbortController());
    await this.part('overlaps', signal, async trouble => {
      const { features } = await loadOverlaps(this.sharpness, trouble, signal);
      // A pair of one small base and another may share so little ground that simplifying leaves nothing to draw.
      const drawable = features.filter((feature: OverlapFeature) => feature.geometry && feature.geometry.coordinates.length > 0);
      replace(this.overlaps, drawable.map((feature: OverlapFeature) => [feature.id, sharedZoneOf(feature)]));
    });
  }

  /** From the browser's cache and what has changed since, or from the page's own state and what has changed; else the whole. */
  private async loadIncidents(trouble: Trouble, signal: AbortSignal): Promise<void> {
    try {
      if (this.columns.length === 0) await this.restore();
      if (!(await this.catchUp(trouble, signal))) await this.loadWhole(trouble, signal);
      this.aggregated = false;
    } catch (error) {
      if (!(error instanceof Refused && error.status === TOO_MANY)) throw error;
      this.columns = new IncidentColumns(this.names);
      [this.aggregated, this.epoch, this.positions.incidents] = [true, null, null];
      void this.cache.drop();
    }
    this.tellWhole();
  }

  private async restore(): Promise<void> {
    const kept = await this.cache.read(this.names);
    if (!kept) return;
    this.columns = kept.columns;
    [this.epoch, this.positions.incidents] = [kept.epoch, kept.position];
    this.tell({ loaded: kept.columns.length, total: null, done: false });
    this.events.onLoaded('incidents');
  }

  private async catchUp(trouble: Trouble, signal: AbortSignal): Promise<boolean> {
    const { columns, epoch, positions } = this;
    if (columns.length === 0 || epoch === null || positions.incidents === null) return false;
    const answer = await loadDifference(columns, { epoch, position: positions.incidents }, trouble, signal);
    if (!answer) return false;
    this.positions.incidents = answer.position;
    this.keeper.changed(answer.changed);
    return true;
  }

  private async loadWhole(trouble: Trouble, signal: AbortSignal): Promise<void> {
    const first = this.columns.length === 0;
    this.tell({ loaded: 0, total: null, done: false });
    const fresh = () => {
      const columns = new IncidentColumns(this.names);
      if (first) this.columns = columns;
      return columns;
    };
    const { columns, epoch, position } = await loadIncidents(fresh, (loaded, total) => {
      this.tell({ loaded, total, done: false });
      if (first) this.events.onLoaded('incidents');
    }, trouble, signal);
    if (this.epoch !== null && epoch !== this.epoch) this.names.forget();
    this.columns = columns;
    this.epoch = epoch;
    this.positions.incidents = position;
    this.keeper.now();
  }

  /** After live changes to so many incidents. */
  changed(incidents: number): void {
    this.keeper.changed(incidents);
  }

  private async keep(): Promise<void> {
    const { columns, epoch, positions, aggregated } = this;
    if (!aggregated && epoch !== null && positions.incidents !== null) await this.cache.write(columns, epoch, positions.incidents);
  }

  /** Takes the incidents out of the browser's own store. */
  forget(): Promise<void> {
    return this.cache.drop();
  }

  private tellWhole(): void {
    this.tell({ loaded: this.columns.length, total: this.columns.length, done: true });
  }

  private tell(progress: Progress): void {
    this.progress = progress;
    this.events.onProgress();
  }

  private async part(name: Part, signal: AbortSignal, work: (trouble: Trouble) => Promise<void>): Promise<void> {
    try {
      await work(detail => this.events.onTrouble(name, detail));
      this.events.onTrouble(name, null); // of this try or of one before it
      this.events.onLoaded(name);
    } catch (error) {
      if (!signal.aborted) this.events.onTrouble(name, String(error instanceof Error ? error.message : error));
    }
  }
}

function replace<K, V>(map: Map<K, V>, entries: [K, V][]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
