import type { Progress } from '../data/store.ts';
import type { Texts } from '../texts.ts';

/** What lies over the map while data stream in, and when they do not: a thin bar, and a notice with a way on. */
export class Notices {
  private readonly bar = document.createElement('div');
  private readonly notice = document.createElement('div');
  /** Said in the map's place, and for good: there can be no map. */
  private withoutMap = false;

  constructor(container: HTMLElement, private readonly texts: Texts, onRetry: () => void) {
    this.bar.className = 'sm-progress';
    this.bar.hidden = true;
    this.bar.setAttribute('role', 'progressbar');
    this.notice.className = 'sm-notice';
    this.notice.setAttribute('role', 'alert');
    this.notice.hidden = true;
    const retry = document.createElement('button');
    retry.type = 'button';
    retry.addEventListener('click', onRetry);
    this.notice.append(document.createElement('p'), retry);
    container.append(this.bar, this.notice);
    this.write();
  }

  /** In the language now chosen. */
  write(): void {
    this.notice.querySelector('button')!.textContent = this.texts.get('map.retry');
    this.bar.setAttribute('aria-label', this.texts.get('map.loading'));
  }

  progress({ loaded, total, done }: Progress): void {
    // A first answer of a few thousand rows is there before an eye catches the bar.
    this.bar.hidden = done;
    if (done) return;
    const words = total === null ? this.texts.get('map.loadingSome', loaded) : this.texts.get('map.loadingOf', loaded, total);
    this.bar.setAttribute('aria-valuetext', words);
    if (total !== null) {
      this.bar.setAttribute('aria-valuemax', String(total));
      this.bar.setAttribute('aria-valuenow', String(loaded));
    }
    this.bar.dataset.words = words;
    this.bar.style.setProperty('--share', String(total ? loaded / total : 0.3));
  }

  /** Once C# is there, it shows what went wrong beside what it concerns; a map that cannot be drawn says so in its place. */
  trouble(code: string, detail: string, listened: boolean): void {
    if (code === 'webgl') {
      this.withoutMap = true;
      this.show(detail, false);
    } else if (!this.withoutMap) {
      this.show(detail === '' || listened ? null : this.words(code, detail));
    }
  }

  private words(code: string, detail: string): string {
    if (code === 'offline') return this.texts.get('map.error.offline', this.texts.instant(detail));
    return code === 'map' ? this.texts.get('map.error.map') : this.texts.get('map.error.data', detail);
  }

  /** @param text null hides it. */
  private show(text: string | null, canRetry = true): void {
    this.notice.hidden = text === null;
    this.notice.querySelector('p')!.textContent = text;
    this.notice.querySelector('button')!.hidden = !canRetry;
  }
}
