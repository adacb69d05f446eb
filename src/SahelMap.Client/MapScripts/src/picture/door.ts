import type { App } from '../app.ts';
import type { Pictures, PictureChoice } from './picture.ts';

/** How long after the first picture of the map the code for pictures is fetched, so that a print from the browser's own menu finds it. */
const QUIET_MS = 8000;

/** Where pictures and pages for print are asked for. What makes them is fetched later. */
export class PictureDoor {
  private pictures: Promise<Pictures> | null = null;

  constructor(private readonly app: App) {
    void app.maps.drawn.then(() => window.setTimeout(() => void this.open().catch(() => undefined), QUIET_MS));
    // The page for print is drawn for paper, which takes a moment: the browser's dialog waits for it.
    window.addEventListener('keydown', event => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!event.repeat) void this.print();
    });
  }

  private open(): Promise<Pictures> {
    const opening = (this.pictures ??= Promise.all([import('../picture/picture.ts'), this.app.maps.opened]).then(([{ Pictures }]) => new Pictures(this.app, (...of) => this.app.maps.make!(...of))));
    // After a failed fetch the next one who asks tries again.
    opening.catch(() => (this.pictures = null));
    return opening;
  }

  /** Saves the map as a PNG. @returns why that cannot be, or null. */
  async save(choice: PictureChoice): Promise<string | null> {
    try {
      await (await this.open()).save(choice);
      return null;
    } catch (error) {
      return String(error instanceof Error ? error.message : error);
    }
  }

  /** Makes the page for print and opens the browser's dialog. */
  async print(): Promise<void> {
    try {
      await (await this.open()).print();
    } catch {
      window.print();
    }
  }
}
