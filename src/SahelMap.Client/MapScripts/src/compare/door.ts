import type { App, Dirty } from '../app.ts';
import { EVERYTHING } from '../face.ts';
import type { Second } from './second.ts';

/** Opens the second map when the address names a second period, and takes it away again: its code and its WebGL context are there only meanwhile. */
export class CompareDoor {
  second: Second | null = null;
  private opening: Promise<void> | null = null;

  constructor(private readonly app: App) {}

  draw(dirty: Dirty): void {
    if (!this.app.state.compare) {
      this.second?.remove();
      this.second = null;
    } else if (this.second) this.second.draw(dirty);
    else this.opening ??= this.open().finally(() => (this.opening = null));
  }

  private async open(): Promise<void> {
    try {
      const [{ Second }] = await Promise.all([import('../compare/second.ts'), this.app.maps.opened]);
      const { make } = this.app.maps;
      if (!this.app.state.compare || !make) return;
      this.app.tell.trouble('compare', null);
      this.second = new Second(this.app, make);
      this.second.draw(EVERYTHING);
      this.app.mark({ compare: true });
    } catch (error) {
      this.app.tell.trouble('compare', String(error instanceof Error ? error.message : error));
    }
  }
}
