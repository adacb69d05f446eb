import { serialiseState, type State } from './state.ts';

/** Writes the state into the address bar: small moves replace the entry a moment later, choices add one that Back undoes. */
export class AddressBar {
  private timer = 0;
  private pending: State | null = null;

  constructor(private readonly onBack: () => void) {
    // Blazor's enhanced navigation must be off on this page (App.razor): it would answer Back too, by emptying the map.
    window.addEventListener('popstate', () => {
      window.clearTimeout(this.timer);
      this.pending = null;
      this.onBack();
    });
  }

  push(state: State): void {
    this.flush();
    const url = address(state);
    if (url !== location.pathname + location.search + location.hash) history.pushState(null, '', url);
  }

  replaceSoon(state: State): void {
    this.pending = state;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), 250);
  }

  /** Writes what still waits. Browsers refuse more than some hundred changes a minute, hence the wait. */
  flush(): void {
    window.clearTimeout(this.timer);
    if (!this.pending) return;
    const url = address(this.pending);
    this.pending = null;
    if (url !== location.pathname + location.search + location.hash) history.replaceState(history.state, '', url);
  }
}

function address(state: State): string {
  const query = serialiseState(state);
  return location.pathname + (query ? `?${query}` : '') + location.hash;
}
