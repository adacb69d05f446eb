import type { Texts } from '../texts.ts';
import { MODES, SPEEDS, STEPS, type Mode, type Player, type Step } from './player.ts';

export interface AxisEvents {
  onZoom(factor: number): void;
  onFit(): void;
  onAll(): void;
}

const ICONS = {
  back: 'M11.6 3v10L5 8zM3.4 3H5v10H3.4z',
  play: 'M4.5 2.6v10.8L13.4 8z',
  pause: 'M4 2.8h3v10.4H4zM9 2.8h3v10.4H9z',
  forward: 'M4.4 3v10L11 8zM11 3h1.6v10H11z',
  nearer: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z',
  farther: 'M3 7.2h10v1.6H3z',
  fit: 'M2 3h1.5v10H2zM12.5 3H14v10h-1.500zM5 7.300h6v1.400H5zM4 8l2.600-2.600v5.200zM12 8L9.400 5.400v5.200z',
  all: 'M1.500 7.300h13v1.400h-13zM1 8l3-3v6zM15 8l-3-3v6z',
};

/** Play, steps and how they go; and how much of the axis is seen. On a narrow screen also the period in words. */
export class Controls {
  readonly element = document.createElement('div');
  private readonly buttons = {
    back: button('back'), play: button('play', 'pause'), forward: button('forward'), farther: button('farther'), nearer: button('nearer'), fit: button('fit'), all: button('all'),
  };
  private readonly step = document.createElement('select');
  private readonly mode = document.createElement('select');
  private readonly speed = document.createElement('select');
  private readonly period = document.createElement('span');

  constructor(private readonly texts: Texts, private readonly player: Player, axis: AxisEvents) {
    const { back, play, forward, farther, nearer, fit, all } = this.buttons;
    this.element.className = 'sm-controls controls';
    play.classList.add('sm-play');
    this.period.className = 'sm-period';
    const clicks: [HTMLButtonElement, () => void][] = [
      [back, () => this.go(-1)], [play, () => player.toggle()], [forward, () => this.go(1)],
      [farther, () => axis.onZoom(2)], [nearer, () => axis.onZoom(0.5)], [fit, () => axis.onFit()], [all, () => axis.onAll()],
    ];
    for (const [element, click] of clicks) element.addEventListener('click', click);
    this.step.append(...STEPS.map(step => new Option('', step)));
    this.mode.append(...MODES.map(mode => new Option('', mode)));
    this.speed.append(...SPEEDS.map(speed => new Option('', String(speed))));
    this.step.addEventListener('change', () => (player.step = this.step.value as Step));
    this.mode.addEventListener('change', () => (player.mode = this.mode.value as Mode));
    this.speed.addEventListener('change', () => (player.speed = Number(this.speed.value)));
    const row = (...parts: HTMLElement[]) => {
      const element = document.createElement('div');
      element.append(...parts);
      return element;
    };
    this.element.append(row(back, play, forward), row(this.mode), this.period, row(this.step, this.speed), row(farther, nearer, fit, all));
    this.showPlaying(false);
    this.write();
  }

  private go(direction: 1 | -1): void {
    this.player.stop();
    this.player.go(direction);
  }

  /** In the language now chosen, and as the player is set. */
  write(): void {
    const { texts, step, mode, speed } = this;
    step.setAttribute('aria-label', texts.get('time.step'));
    mode.setAttribute('aria-label', texts.get('time.mode'));
    speed.setAttribute('aria-label', texts.get('time.speed'));
    for (const option of step.options) option.textContent = texts.get(`time.step.${option.value.replace(' ', '')}`);
    for (const option of mode.options) option.textContent = texts.get(`time.mode.${option.value}`);
    for (const option of speed.options) option.textContent = texts.get('time.times', option.value);
    [step.value, mode.value, speed.value] = [this.player.step, this.player.mode, String(this.player.speed)];
    for (const [name, element] of Object.entries(this.buttons)) if (name !== 'play') label(element, texts.get(`time.do.${name}`));
    this.showPlaying(this.player.playing);
  }

  showPlaying(playing: boolean): void {
    this.buttons.play.dataset.playing = String(playing);
    label(this.buttons.play, this.texts.get(playing ? 'time.pause' : 'time.play'));
  }

  /** @param zoomed less than all of the axis is seen */
  showPeriod(words: string, zoomed: boolean): void {
    if (this.period.textContent !== words) this.period.textContent = words;
    for (const element of [this.buttons.farther, this.buttons.all]) element.setAttribute('aria-disabled', String(!zoomed));
  }
}

function button(...icons: (keyof typeof ICONS)[]): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  const paths = icons.map(icon => `<path class="sm-icon-${icon}" d="${ICONS[icon]}"/>`).join('');
  element.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${paths}</svg>`;
  return element;
}

function label(element: HTMLElement, words: string): void {
  element.setAttribute('aria-label', words);
  element.title = words;
}
