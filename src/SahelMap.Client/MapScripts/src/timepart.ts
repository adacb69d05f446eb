import type { App, Dirty } from './app.ts';
import { monthStart } from './days.ts';
import { NO_COLOUR, readableLine } from './palette.ts';
import { shortName } from './wording.ts';
import { laneOf, type Lane } from './timeline/lanes.ts';
import { Timeline } from './timeline/timeline.ts';
import { tallyZones } from './data/filter.ts';

/** Keeps the timeline in step with the page. */
export class TimePart {
  readonly timeline: Timeline | null;
  private lanes: Lane[] = [];
  private drawnAxis = '';

  constructor(private readonly app: App) {
    const container = document.getElementById('timeline');
    this.timeline = container && new Timeline(container, app.texts, {
      onPeriod: (from, until) => app.update({ from, until }, 'soon'),
      onWhole: () => app.update({ from: null, until: null }, 'soon'),
      onSpan: span => app.update({ span }, 'soon'),
      onSelect: selection => app.select(app.state.selection?.id === selection.id ? null : selection),
      onPlaying: playing => app.tell.listener?.onPlaying(playing),
    });
  }

  draw(dirty: Dirty): void {
    const { app, timeline } = this;
    if (!timeline) return;
    timeline.setSecond(app.state.compare);
    const axis = String(app.axis);
    const lanes = dirty.zones || dirty.filter || dirty.look || axis !== this.drawnAxis;
    if (lanes) this.lanes = this.makeLanes();
    if (dirty.mandates) timeline.setMandates([...app.store.mandates.values()]);
    const { period, state: { span, selection }, theme, axis: [first, end] } = app;
    const whole = [monthStart(first), monthStart(end)] as const;
    const all = lanes || dirty.incidents || dirty.mandates || dirty.selection || dirty.span || dirty.compare;
    timeline.draw({ whole, span, period, lanes: this.lanes, selection, theme, counts: starts => app.marks.bars(starts) }, all === true);
    this.drawnAxis = axis;
  }

  /** A lane for each actor that deploys, whether the filter leaves it bars or not: rows that come and go would jump. */
  private makeLanes(): Lane[] {
    const { store, state, theme, axis, texts, inPlaces } = this.app;
    const passing = tallyZones(store.zones.values(), state, inPlaces, -Infinity, Infinity).visible;
    const end = monthStart(axis[1]);
    const actors = [...store.actors.values()].filter(actor => actor.deploys);
    const zones = [...store.zones.values()];
    return actors
      .map(actor => ({ actor, all: zones.filter(zone => zone.properties.actor === actor.code) }))
      .filter(({ all }) => all.length > 0)
      .sort((a, b) => Math.min(...a.all.map(zone => zone.from)) - Math.min(...b.all.map(zone => zone.from)))
      .map(({ actor, all }) => ({
        actor: actor.code,
        name: shortName(actor.code, actor, texts),
        colour: theme === 'dark' ? readableLine(actor.colour ?? NO_COLOUR, 'dark') : (actor.colour ?? NO_COLOUR),
        ...laneOf(all.filter(zone => passing.has(zone.id)), end, zone => (texts.language === 'fr' && zone.properties.nameFr) || zone.properties.name),
      }));
  }
}
