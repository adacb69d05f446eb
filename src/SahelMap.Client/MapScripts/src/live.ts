import type { App } from './app.ts';
import { applyBatch } from './data/changes.ts';
import { fetchJson, Refused } from './data/fetching.ts';
import type { ChangeBatch, RecordChange } from './vocabulary.ts';

/** Brings the page up to each transaction that the server has committed. */
export class Live {
  private applying: Promise<void> = Promise.resolve();

  constructor(private readonly app: App) {}

  /** Applies a committed transaction, after those before it and after the first load. */
  apply(batch: ChangeBatch): Promise<void> {
    const { app } = this;
    this.applying = Promise.all([this.applying, app.store.loading]).then(async () => {
      const { incidents, deployments, actors, mandates, places } = await applyBatch(app.store, batch, change => this.fetchRecord(change));
      app.mark({ incidents, zones: deployments || actors, mandates, selection: true });
      if (deployments) app.places.ask(app.state);
      for (const [lon, lat] of places.slice(0, 12)) app.map.pulse(lon, lat);
      if (incidents) app.store.changed(batch.changes.length);
      if (incidents || deployments) app.finder.searchAgain();
    });
    return this.applying;
  }

  /** @returns null: there is no such record. */
  async fetchRecord(change: Pick<RecordChange, 'layer' | 'id'>): Promise<unknown> {
    try {
      const url = `/api/${change.layer}/${encodeURIComponent(change.id)}`;
      return await fetchJson(url, detail => this.app.tell.trouble('change', detail));
    } catch (error) {
      // It has been deleted since.
      if (error instanceof Refused && (error.status === 404 || error.status === 410)) return null;
      throw error;
    } finally {
      this.app.tell.trouble('change', null);
    }
  }
}
