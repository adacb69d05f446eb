import type { Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import type { Plots } from './plots.ts';
import type { Spec } from './spec.ts';

/** Where plots are asked for. What draws them is fetched at the first, so that a first visit does without. */
export class PlotDoor {
  private plots: Promise<Plots> | null = null;
  private readonly latest = new Map<string, number>();

  constructor(private readonly texts: Texts, private readonly theme: () => Theme) {}

  private open(): Promise<Plots> {
    const opening = (this.plots ??= import('../plots/plots.ts').then(({ Plots }) => new Plots(this.texts)));
    // After a failed fetch the next one who asks tries again.
    opening.catch(() => (this.plots = null));
    return opening;
  }

  /** @param spec null takes the plot away. */
  async draw(id: string, spec: Spec | null): Promise<void> {
    const turn = (this.latest.get(id) ?? 0) + 1;
    this.latest.set(id, turn);
    if (!spec && !this.plots) return;
    const plots = await this.open();
    if (this.latest.get(id) !== turn) return;
    if (spec) plots.draw(id, spec, this.theme());
    else plots.remove(id);
  }

  /** Saves a plot as a PNG. @returns false where there is none. */
  async save(id: string, file: string, title: string, notes: string[]): Promise<boolean> {
    const blob = this.plots && (await (await this.plots).png(id, title, notes));
    if (!blob) return false;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = file;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return true;
  }
}
