import type { Actor, DeploymentFeature, Mandate, OverlapFeature } from '../vocabulary.ts';
import { IncidentColumns } from './columns.ts';
import { loadActors, loadDeployments, loadIncidents, loadMandates, loadOverlaps } from './load.ts';
import { sharedZoneOf, zoneOf, type SharedZone, type Zone } from './zones.ts';

export type Part = 'actors' | 'mandates' | 'deployments' | 'overlaps' | 'incidents';

export interface StoreEvents {
  /** Something new is there to draw; of the incidents perhaps only a part so far. */
  onLoaded(part: Part): void;
  onProgress(): void;
  /** A part cannot be had for now (trying goes on) or at all; null: it came after all. */
  onTrouble(part: Part, detail: string | null): void;
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
  columns = new IncidentColumns();
  progress: Progress = { loaded: 0, total: null, done: false };
  epoch: string | null = null;
  readonly positions: Record<'deployments' | 'incidents', number | null> = { deployments: null, incidents: null };
  private aborter = new AbortController();
  private overlapsAborter = new AbortController();

  constructor(private readonly events: StoreEvents) {}

  /** The position that everything here includes: changes after it are still to be applied. */
  get position(): number | null {
    const known = Object.values(this.positions).filter(position => position !== null);
    return known.length > 0 ? Math.min(...known) : null;
  }

  /** Fetches everything. What is on the map stays there until what replaces it has come. */
  async load(): Promise<void> {
    this.aborter.abort();
    this.aborter = new AbortController();
    const { signal } = this.aborter;
    await Promise.all([
      this.part('actors', signal, async trouble => replace(this.actors, (await loadActors(trouble, signal)).map(actor => [actor.code, actor]))),
      this.part('mandates', signal, async trouble => replace(this.mandates, (await loadMandates(trouble, signal)).map(mandate => [mandate.id, mandate]))),
      this.part('deployments', signal, async trouble => {
        const answer = await loadDeployments(trouble, signal);
        replace(this.zones, answer.features.map((feature: DeploymentFeature) => [feature.id, zoneOf(feature)]));
        this.positions.deployments = answer.position;
      }),
      this.loadOverlaps(),
      this.part('incidents', signal, trouble => this.loadIncidents(trouble, signal)),
    ]);
  }

  async loadOverlaps(): Promise<void> {
    this.overlapsAborter.abort();
    const { signal } = (this.overlapsAborter = new AbortController());
    await this.part('overlaps', signal, async trouble => {
      const { features } = await loadOverlaps(trouble, signal);
      // A pair of one small base and another may share so little ground that simplifying leaves nothing to draw.
      const drawable = features.filter((feature: OverlapFeature) => feature.geometry && feature.geometry.coordinates.length > 0);
      replace(this.overlaps, drawable.map((feature: OverlapFeature) => [feature.id, sharedZoneOf(feature)]));
    });
  }

  private async loadIncidents(trouble: (detail: string) => void, signal: AbortSignal): Promise<void> {
    const first = this.columns.length === 0;
    const columns = first ? this.columns : new IncidentColumns();
    this.tell({ loaded: 0, total: null, done: false });
    const { epoch, position } = await loadIncidents(columns, (loaded, total) => {
      this.tell({ loaded, total, done: false });
      if (first) this.events.onLoaded('incidents');
    }, trouble, signal);
    this.columns = columns;
    this.epoch = epoch;
    this.positions.incidents = position;
    this.tell({ loaded: columns.length, total: columns.length, done: true });
  }

  private tell(progress: Progress): void {
    this.progress = progress;
    this.events.onProgress();
  }

  private async part(name: Part, signal: AbortSignal, work: (trouble: (detail: string) => void) => Promise<void>): Promise<void> {
    let troubled = false;
    try {
      await work(detail => {
        troubled = true;
        this.events.onTrouble(name, detail);
      });
      if (troubled) this.events.onTrouble(name, null);
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
