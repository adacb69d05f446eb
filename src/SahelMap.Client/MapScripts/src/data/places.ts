import type { State } from '../state.ts';
import { fetchJson } from './fetching.ts';

/** Asks the server which deployments touch the countries and regions chosen: their outlines are not here. */
export class PlaceQuestion {
  /** Ids; null while no place is chosen. What was found last stays until the next answer. */
  found: ReadonlySet<string> | null = null;
  private asking: AbortController | null = null;

  constructor(private readonly onFound: () => void, private readonly onTrouble: (detail: string | null) => void) {}

  ask({ countries, regions }: State): void {
    this.asking?.abort();
    this.asking = null;
    if (countries.length + regions.length === 0) {
      if (this.found) this.onFound();
      this.found = null;
      return;
    }
    const { signal } = (this.asking = new AbortController());
    const query = new URLSearchParams();
    if (countries.length > 0) query.set('country', countries.join(','));
    if (regions.length > 0) query.set('admin1', regions.join(','));
    fetchJson<{ ids: string[] }>(`/api/deployments/ids?${query}`, detail => this.onTrouble(detail), signal)
      .then(({ ids }) => {
        this.found = new Set(ids);
        this.onTrouble(null);
        this.onFound();
      })
      .catch((error: unknown) => {
        if (!signal.aborted) this.onTrouble(String(error instanceof Error ? error.message : error));
      });
  }
}
