import type { App } from './app.ts';
import { Refused } from './data/fetching.ts';
import { findWords, findZones, TOO_MANY } from './data/load.ts';
import type { Matches } from './data/marks.ts';

/** Asks the server what the columns here do not hold: which records have the words, and what an incident is called. */
export class Finder {
  /** Rows and deployments that hold the words of the filter; null: it has none. */
  matches: Matches = null;
  zoneMatches: ReadonlySet<string> | null = null;
  /** Ends when the selected incident's row is known. */
  selected: Promise<void> = Promise.resolve();
  private matchesFor = '';
  private searching: AbortController | null = null;

  constructor(private readonly app: App) {}

  /** Other records may hold the words now. */
  searchAgain(): void {
    if (!this.app.state.q) return;
    this.matchesFor = '';
    this.search();
  }

  /** Asks the server which records hold the words: it knows the inflections, and the columns here hold no texts. */
  search(): void {
    const words = this.app.state.q;
    if (words === this.matchesFor) return;
    this.searching?.abort();
    this.searching = null;
    if (!words) {
      [this.matches, this.zoneMatches, this.matchesFor] = [null, null, ''];
      this.app.mark({ filter: true });
      return;
    }
    const aborter = (this.searching = new AbortController());
    const told = (detail: string) => this.app.tell.trouble('search', detail);
    findZones(words, told, aborter.signal).then(ids => {
      this.zoneMatches = new Set(ids);
      this.app.mark({ filter: true });
    }, () => undefined); // the question beside it says what is wrong
    Promise.all([findWords(words, told, aborter.signal), this.app.loaded])
      .then(([keys]) => {
        this.matches = new Set(keys.map(key => this.app.store.columns.findKey(key)).filter(row => row >= 0));
        this.matchesFor = words;
        this.app.tell.trouble('search', null);
        this.app.mark({ filter: true });
      })
      .catch((error: unknown) => {
        // The server that draws and counts looks for the words too.
        if (error instanceof Refused && error.status === TOO_MANY) return;
        if (!aborter.signal.aborted) told(String(error instanceof Error ? error.message : error));
      });
  }

  /** Asks the server for what an incident is called besides. @returns its UUID; null: there is no such incident. */
  async name(id: string): Promise<string | null> {
    const record = (await this.app.live.fetchRecord({ layer: 'incidents', id })) as { id: string; key: number } | null;
    if (record) this.app.store.columns.ids.names.know(record.key, record.id);
    return record?.id ?? null;
  }

  /** The address names an incident by its UUID; the columns know it by its key. */
  findSelected(): void {
    const { selection } = this.app.state;
    if (selection?.kind !== 'incident' || this.app.store.columns.ids.names.keyOf(selection.id) !== undefined) return;
    this.selected = this.name(selection.id).then(() => this.app.mark({ selection: true }), () => undefined);
  }
}
