import type { Texts } from '../texts.ts';

export const KINDS = ['distance', 'area'] as const;
export type MeasureKind = (typeof KINDS)[number];

interface Actions {
  onKind(kind: MeasureKind): void;
  onUndo(): void;
  onClose(): void;
}

/** What is measured, how much it is, and what one can do with it. */
export class MeasureBar {
  private readonly bar = document.createElement('div');
  private readonly result = document.createElement('output');
  private readonly more = document.createElement('small');
  private readonly buttons: Record<MeasureKind | 'undo' | 'copy' | 'close', HTMLButtonElement>;
  private copied = 0;

  constructor(container: HTMLElement, private readonly texts: Texts, actions: Actions) {
    const button = (act: () => void) => {
      const element = Object.assign(document.createElement('button'), { type: 'button' });
      element.addEventListener('click', act);
      return element;
    };
    this.buttons = {
      distance: button(() => actions.onKind('distance')), area: button(() => actions.onKind('area')),
      undo: button(() => actions.onUndo()), copy: button(() => void this.copy()), close: button(() => actions.onClose()),
    };
    this.bar.className = 'sm-measure';
    this.bar.setAttribute('role', 'group');
    const kinds = document.createElement('div');
    kinds.append(this.buttons.distance, this.buttons.area);
    const said = document.createElement('p');
    said.append(this.result, this.more);
    const does = document.createElement('div');
    does.append(this.buttons.undo, this.buttons.copy, this.buttons.close);
    this.bar.append(kinds, said, does);
    container.append(this.bar);
    this.write();
  }

  /** In the language now chosen. */
  write(): void {
    const { texts, buttons } = this;
    this.bar.setAttribute('aria-label', texts.get('map.measure'));
    buttons.distance.textContent = texts.get('map.measure.distance');
    buttons.area.textContent = texts.get('map.measure.area');
    buttons.undo.textContent = texts.get('map.measure.undo');
    buttons.copy.textContent = texts.get('map.measure.copy');
    buttons.close.textContent = texts.get('map.close');
  }

  show(kind: MeasureKind, { result, more }: { result: string | null; more: string }, canUndo: boolean): void {
    for (const name of KINDS) this.buttons[name].setAttribute('aria-pressed', String(name === kind));
    this.result.textContent = result ?? '';
    this.more.textContent = more;
    // A button that is pressed stays: one that goes away would take the focus with it.
    this.buttons.undo.setAttribute('aria-disabled', String(!canUndo));
    this.buttons.copy.setAttribute('aria-disabled', String(result === null));
  }

  private async copy(): Promise<void> {
    const text = [this.result.textContent, this.more.textContent].filter(Boolean).join('; ');
    if (!this.result.textContent) return;
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    this.buttons.copy.textContent = this.texts.get(done ? 'map.measure.copied' : 'map.measure.notCopied');
    window.clearTimeout(this.copied);
    this.copied = window.setTimeout(() => (this.buttons.copy.textContent = this.texts.get('map.measure.copy')), 2500);
  }

  remove(): void {
    window.clearTimeout(this.copied);
    this.bar.remove();
  }
}
