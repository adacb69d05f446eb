// Rivers: river-lakes turned into centrelines, pieces welded, named along waypoints, joined.
import { CLIP, byKey, collection, feature, out, shape } from './box.mjs';
import { contains, distance, join, key, nearest, project, readPieces, rings } from './gshhg.mjs';
import { LAKES, RIVERS } from './water-names.mjs';

const WELD = 0.004; // degrees, 440 m: ends at bin edges and between pieces miss by up to 380 m (Logone at 15.68° E)
const REACH = 0.085; // degrees, about 9 km: the widest gap between a single line and a river-lake (Benue)
const SMOOTHING = { river: 1, lake: 4 }; // passes: bays are a matter of lakes, and more would leave the bends of narrow reaches
const LEVELS = [1, 2, 3, 4];
const DRAWN = 3; // levels 1–3 are drawn; level 4 only where a named river needs it

/**
 * One line along the middle of a ring between two of its vertices: walk the shorter bank and go
 * halfway to the nearest point of the other. Drawn instead of the two banks of a wide reach. Bays
 * make such a line jump back and forth, so it is smoothed, each point towards its two neighbours.
 */
function centreline(ring, from, to, passes) {
  const open = ring.slice(0, -1);
  const turn = (list, at) => { const i = list.indexOf(at); return [...list.slice(i), ...list.slice(0, i)]; };
  const around = turn(open, from);
  const cut = around.indexOf(to);
  const banks = [around.slice(0, cut + 1), [from, ...around.slice(cut).toReversed()]];
  const [short, long] = banks.toSorted((a, b) => length(a) - length(b));
  const middle = short.slice(1, -1).map(p => {
    const q = nearest(p, long).at;
    return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  });
  let line = [from, ...middle, to];
  for (let pass = 0; pass < passes; pass++) line = line.map((p, i) => {
    const [a, b] = [line[i - 1], line[i + 1]];
    return a && b ? [(a[0] + 2 * p[0] + b[0]) / 4, (a[1] + 2 * p[1] + b[1]) / 4] : p;
  });
  return line;
}

const length = line => line.slice(1).reduce((sum, p, i) => sum + distance(line[i], p), 0);

/**
 * Centrelines of the given water bodies, some of them lakes crossed, between the level-1 river
 * ends that lie at them. Where three rivers meet in one body (Niger and Benue) all run to the
 * southernmost end, the outlet.
 */
function centrelines(bodies, crossed, majors) {
  const ends = new Map(bodies.map(ring => [ring, []]));
  for (const end of majors.flatMap(line => [line[0], line.at(-1)])) {
    const gaps = bodies.map(ring => project(end, ring).gap);
    const least = Math.min(...gaps);
    if (least < REACH) ends.get(bodies[gaps.indexOf(least)]).push(end);
  }
  return bodies.flatMap(ring => {
    const at = end => nearest(end, ring).at;
    const passes = crossed.includes(ring) ? SMOOTHING.lake : SMOOTHING.river;
    const [outlet, ...inlets] = ends.get(ring).sort(byKey(end => end[1]));
    return inlets.filter(end => at(end) !== at(outlet)).map(inlet =>
      ({ ring, level: 1, points: [inlet, ...centreline(ring, at(inlet), at(outlet), passes), outlet] }));
  });
}

/**
 * Ties loose ends to the line they belong to: the nearest other line within reach, which gets a
 * vertex there, or, where an end stops at the bank of a river-lake, that river-lake's centreline.
 */
function weld(lines, middles) {
  const users = new Map(); // vertex → lines that have it
  const use = (p, line) => users.set(key(p), (users.get(key(p)) ?? new Set()).add(line));
  for (const line of lines) for (const p of line.points) use(p, line);

  for (const line of lines) for (const last of [false, true]) {
    const end = last ? line.points.at(-1) : line.points[0];
    if (users.get(key(end)).size > 1) continue;
    const others = lines.filter(l => l !== line && l.box.holds(end));
    // Its own level first: a river must not be continued through a side arm that starts in its gap.
    const target = nearLine(end, others.filter(l => l.level === line.level)) ?? nearLine(end, others) ?? acrossBank(end, middles);
    if (!target) continue;
    const { at, after, other } = target;
    if (!users.has(key(at))) other.points.splice(after + 1, 0, at);
    if (last) line.points.push(at); else line.points.unshift(at);
    use(at, line);
    use(at, other);
    use(end, other); // tied now, so a second line that ends here need not be
  }
}

function nearLine(end, lines) {
  const near = lines.map(other => ({ other, ...project(end, other.points) })).sort(byKey(n => n.gap))[0];
  return near?.gap < WELD ? near : undefined;
}

function acrossBank(end, middles) {
  const middle = middles.find(m => project(end, m.ring).gap < WELD);
  return middle && { other: middle, ...project(end, middle.points) };
}

/** Bounding box grown by the weld distance: a cheap first test. */
function boxOf(points) {
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])];
  const [w, e, s, n] = [Math.min(...xs) - WELD, Math.max(...xs) + WELD, Math.min(...ys) - WELD, Math.max(...ys) + WELD];
  return { holds: ([x, y]) => x >= w && x <= e && y >= s && y <= n };
}

/** Every step between two neighbouring vertices, once, with the lowest level that uses it. */
function network(lines) {
  const steps = new Map();
  const from = new Map();
  for (const { level, points } of lines) points.slice(1).forEach((b, i) => {
    const a = points[i];
    const id = [key(a), key(b)].sort().join('|');
    if (key(a) === key(b) || steps.has(id)) return;
    const step = { a, b, level, cost: distance(a, b) };
    steps.set(id, step);
    for (const p of [a, b]) from.set(key(p), [...(from.get(key(p)) ?? []), step]);
  });
  return { steps: [...steps.values()], from };
}

/** The steps of the shortest way between two vertices. The network is sparse: a queue will do. */
function route({ from }, levels, start, goal) {
  const best = new Map([[key(start), { cost: 0 }]]);
  for (const queue = [start]; queue.length;) {
    const at = queue.shift();
    for (const step of from.get(key(at))) {
      if (!levels.includes(step.level)) continue;
      const to = key(step.a) === key(at) ? step.b : step.a;
      const cost = best.get(key(at)).cost + step.cost;
      if (cost >= (best.get(key(to))?.cost ?? Infinity)) continue;
      best.set(key(to), { cost, step, back: at });
      queue.push(to);
    }
  }
  const way = [];
  for (let at = goal; key(at) !== key(start);) {
    const via = best.get(key(at));
    if (!via) throw new Error(`no way along the rivers from ${start} to ${goal}`);
    way.push(via.step);
    at = via.back;
  }
  return way;
}

function nameSteps(net, river) {
  const levels = river.levels ?? [1, 2, 3];
  const vertices = net.steps.filter(s => levels.includes(s.level)).flatMap(s => [s.a, s.b]);
  const stops = river.through.map(point => {
    const { at, gap } = nearest(point, vertices);
    if (gap > 0.06) throw new Error(`${river.name}: waypoint ${point} is ${gap.toFixed(3)}° from any river`);
    return at;
  });
  if (river.into) {
    const trunk = net.steps.filter(s => s.river?.name === river.into).flatMap(s => [s.a, s.b]);
    stops.push(nearest(stops.at(-1), trunk).at);
  }
  stops.slice(1).forEach((stop, i) => {
    // First come, first named: steps along the trunk stay the trunk's.
    for (const step of route(net, levels, stops[i], stop)) step.river ??= river;
  });
}

export async function rivers(folder) {
  const pieces = await Promise.all(LEVELS.map(async level =>
    join(await readPieces(`${folder}/rivers-${level}.txt`)).map(points => ({ level, points }))));
  const lakes = rings(await readPieces(`${folder}/lakes.txt`));
  const crossed = LAKES.filter(l => l.crossed).map(l => lakes.find(ring => contains(ring, l.at)));
  const bodies = [...rings(await readPieces(`${folder}/river-lakes.txt`)), ...crossed];
  const middles = centrelines(bodies, crossed, pieces[0].map(l => l.points));
  const lines = [...middles, ...pieces.flat()].map(l => Object.assign(l, { box: boxOf(l.points) }));
  weld(lines, middles);

  const net = network(lines);
  for (const river of RIVERS) nameSteps(net, river);

  const named = RIVERS.map(river => feature({ name: river.name, nameFr: river.nameFr, rank: river.rank },
    'MultiLineString', join(net.steps.filter(s => s.river === river).map(s => [s.a, s.b]))));
  const unnamed = LEVELS.filter(l => l <= DRAWN).flatMap(level =>
    join(net.steps.filter(s => !s.river && s.level === level).map(s => [s.a, s.b]))
      .map(line => feature({ name: null, nameFr: null, rank: 3 }, 'LineString', line)));

  // Douglas-Peucker, because it never leaves the mapped line by more than the interval.
  const made = await shape({ 'rivers.json': collection([...named, ...unnamed]) }, `
    -i rivers.json
    ${CLIP}
    -simplify dp interval=150
    ${out('out.json')}`, ['out.json']);
  return made['out.json'];
}
