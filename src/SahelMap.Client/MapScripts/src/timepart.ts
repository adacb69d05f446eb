import type { App, Dirty } from './app.ts';
import { monthStart } from './days.ts';
import { NO_COLOUR, readableLine } from './palette.ts';
import { spansOf, type Lane } from './timeline/lanes.ts';
import { Timeline } from './timeline/timeline.ts';
import { tallyZones } from './data/filter.ts';

/** Keeps the timeline in step with the page. */
export class TimePart {
  readonly timeline: Timeline | null;

  constructor(private readonly app: App) {
    const container = document.getElementById('timeline');
    this.timeline = container && new Timeline(container, app.texts, {
      onPeriod: (from, until) => app.update({ from, until }, 'soon'),
      onWhole: () => app.update({ from: null, until: null }, 'soon'),
      onMandate: id => app.select(app.state.selection?.id === id ? null : { kind: 'mandate', id }),
      onPlaying: playing => app.tell.listener?.onPlaying(playing),
    });
  }

  draw(dirty: Dirty): void {
    const { app, timeline } = this;
    if (!timeline) return;
    const [from, until] = app.period;
    timeline.setAxis(app.axis);
    timeline.setPeriod(from, until);
    timeline.setSecond(app.state.compare);
    timeline.setMonths({ counts: app.incidents.months, firstMonth: app.incidents.firstMonth });
    if (dirty.zones || dirty.filter || dirty.look || dirty.incidents) timeline.setLanes(this.lanes());
    if (dirty.mandates) timeline.setMandates([...app.store.mandates.values()]);
    if (dirty.selection || dirty.mandates) timeline.setSelected(app.state.selection?.kind === 'mandate' ? app.state.selection.id : null);
    if (dirty.look) timeline.setLook(app.theme);
  }

  /** A lane for each actor that deploys, whether the filter leaves it bars or not: rows that come and go would jump. */
  private lanes(): Lane[] {
    const { store, state, theme, axis, texts } = this.app;
    const passing = tallyZones(store.zones.values(), state, -Infinity, Infinity).visible;
    const end = monthStart(axis[1]);
    const actors = [...store.actors.values()].filter(actor => actor.deploys);
    const zones = [...store.zones.values()];
    return actors
      .map(actor => ({ actor, all: zones.filter(zone => zone.properties.actor === actor.code) }))
      .filter(({ all }) => all.length > 0)
      .sort((a, b) => Math.min(...a.all.map(zone => zone.from)) - Math.min(...b.all.map(zone => zone.from)))
      .map(({ actor, all }) => ({
        actor: actor.code,
        name: texts.or(`time.lane.${actor.code}`, actor.shortName),
        colour: theme === 'dark' ? readableLine(actor.colour ?? NO_COLOUR, 'dark') : (actor.colour ?? NO_COLOUR),
        ...spansOf(all.filter(zone => passing.has(zone.id)), end),
      }));
  }
}
