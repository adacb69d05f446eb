/** Changes after which what is kept is written anew: before, the difference costs a visit less than the writing costs this one. */
const ENOUGH = 500;

/** Chooses when the incidents are written to the browser's store: when there is time, and not for each change. */
export class Keeper {
  private changes = 0;
  private waiting = false;

  constructor(private readonly keep: () => Promise<void>) {
    // Whoever leaves comes back to what they saw. Where the browser ends the page first, the difference is fetched.
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', () => {
        if (document.hidden && this.changes > 0) this.write();
      });
    }
  }

  changed(incidents: number): void {
    this.changes += incidents;
    if (this.changes >= ENOUGH) this.now();
  }

  /** As soon as there is time. */
  now(): void {
    if (this.waiting) return;
    this.waiting = true;
    const write = () => this.write();
    if (typeof requestIdleCallback === 'function') requestIdleCallback(write, { timeout: 10_000 });
    else setTimeout(write, 1000);
  }

  private write(): void {
    this.waiting = false;
    this.changes = 0;
    void this.keep();
  }
}
