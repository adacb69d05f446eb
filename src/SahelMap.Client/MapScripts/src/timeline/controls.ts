import type { Texts } from '../texts.ts';
import { SPEEDS, STEPS, type Player } from './player.ts';

/** Play, how far a step goes and how fast steps follow; on a narrow screen also the period in words. */
export class Controls {
  readonly element = document.createElement('div');
  private readonly play = document.createElement('button');
  private readonly step = document.createElement('select');
  private readonly speed = document.createElement('select');
  private readonly period = document.createElement('span');

  constructor(private readonly texts: Texts, player: Player) {
    this.element.className = 'sm-controls controls';
    this.play.type = 'button';
    this.play.className = 'sm-play';
    this.play.innerHTML = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path class="sm-icon-play" d="M4.5 2.6v10.8L13.4 8z"/><path class="sm-icon-pause" d="M4 2.8h3v10.4H4zM9 2.8h3v10.4H9z"/></svg>';
    this.play.addEventListener('click', () => player.toggle());
    this.step.append(...STEPS.map(step => new Option('', String(step))));
    this.speed.append(...SPEEDS.map(speed => new Option('', String(speed))));
    this.step.value = String(player.step);
    this.speed.value = String(player.speed);
    this.step.addEventListener('change', () => (player.step = Number(this.step.value)));
    this.speed.addEventListener('change', () => (player.speed = Number(this.speed.value)));
    this.period.className = 'sm-period';
    const choices = document.createElement('div');
    choices.append(this.step, this.speed);
    this.element.append(this.play, choices, this.period);
    this.showPlaying(false);
    this.write();
  }

  /** In the language now chosen. */
  write(): void {
    this.step.setAttribute('aria-label', this.texts.get('time.step'));
    this.speed.setAttribute('aria-label', this.texts.get('time.speed'));
    for (const option of this.step.options) option.textContent = this.texts.get(`time.step.${option.value}`);
    for (const option of this.speed.options) option.textContent = this.texts.get('time.times', option.value);
    this.showPlaying(this.play.dataset.playing === 'true');
  }

  showPlaying(playing: boolean): void {
    this.play.dataset.playing = String(playing);
    const words = this.texts.get(playing ? 'time.pause' : 'time.play');
    this.play.setAttribute('aria-label', words);
    this.play.title = words;
  }

  showPeriod(words: string): void {
    if (this.period.textContent !== words) this.period.textContent = words;
  }
}
