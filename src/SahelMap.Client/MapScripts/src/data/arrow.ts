import { tableFromIPC, type Batch, type Column, type Table } from '@uwdata/flechette';
import { monthOf } from '../days.ts';
import { DATE_PRECISIONS, GEO_PRECISIONS, INCIDENT_TYPES } from '../vocabulary.ts';
import { COUNTED_ELSEWHERE, NOT_STATED, SYNTHETIC, type IncidentColumns } from './columns.ts';

/**
 * Cuts an Arrow IPC stream into its messages as bytes arrive, and gives each record batch as a table of its own, so that
 * the first rows are on the map while the rest is on its way.
 */
export class ArrowStream {
  private readonly head: Uint8Array[] = [];
  private buffer = new Uint8Array(1 << 16);
  private used = 0;
  ended = false;

  /** @returns the tables that these bytes complete. */
  push(bytes: Uint8Array): Table[] {
    this.append(bytes);
    const tables: Table[] = [];
    let at = 0;
    for (let end = this.messageEnd(at); end > 0 && !this.ended; end = this.messageEnd(at)) {
      // A copy, because typed views need the alignment that the message has from its own start.
      const message = this.buffer.slice(at, end);
      at = end;
      const kind = headerType(message);
      if (kind === null) this.ended = true;
      else if (kind === RECORD_BATCH) tables.push(this.table(message));
      else this.head.push(message);
    }
    this.buffer.copyWithin(0, at, this.used);
    this.used -= at;
    return tables;
  }

  /** The schema's own metadata; empty before the schema has come. */
  metadata(): Map<string, string> {
    return this.head.length > 0 ? (this.table().schema.metadata ?? new Map()) : new Map();
  }

  private table(batch?: Uint8Array): Table {
    return tableFromIPC(batch ? [...this.head, batch] : this.head);
  }

  private append(bytes: Uint8Array): void {
    if (this.used + bytes.length > this.buffer.length) {
      const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.used + bytes.length));
      grown.set(this.buffer.subarray(0, this.used));
      this.buffer = grown;
    }
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** Where the message that starts here ends, or 0 when it is not all there yet. Layout: Arrow columnar format, "Encapsulated message format". */
  private messageEnd(at: number): number {
    if (this.used < at + 8) return 0;
    const view = new DataView(this.buffer.buffer);
    if (view.getUint32(at, true) !== 0xffffffff) throw new Error('The incident feed is no Arrow IPC stream: a message has no continuation mark.');
    const metadata = view.getInt32(at + 4, true);
    const bodyAt = at + 8 + metadata;
    if (metadata === 0) return bodyAt;
    if (this.used < bodyAt) return 0;
    const end = bodyAt + bodyLength(view, at + 8);
    return this.used < end ? 0 : end;
  }
}

const RECORD_BATCH = 3;

/** Message.header_type, or null for the end-of-stream mark. */
function headerType(message: Uint8Array): number | null {
  const view = new DataView(message.buffer);
  if (view.getInt32(4, true) === 0) return null;
  const field = flatField(view, 8, 1);
  return field > 0 ? view.getUint8(field) : 0;
}

function bodyLength(view: DataView, flatbuffer: number): number {
  const field = flatField(view, flatbuffer, 3);
  return field > 0 ? Number(view.getBigInt64(field, true)) : 0;
}

/** Where the n-th field of a flatbuffer's root table lies, or 0 when it is at its default. */
function flatField(view: DataView, start: number, n: number): number {
  const table = start + view.getInt32(start, true);
  const vtable = table - view.getInt32(table, true);
  const slot = 4 + 2 * n;
  const offset = slot < view.getUint16(vtable, true) ? view.getUint16(vtable + slot, true) : 0;
  return offset > 0 ? table + offset : 0;
}

/** The members of the JSON arrays that the columns kind, place and toll send by dictionary: see MapForm.cs. */
type Kind = [type: string, datePrecision: string, geoPrecision: string, dataset: string, synthetic: boolean, countedElsewhere: boolean, days: number];
type Place = [country: string | null, admin1: string | null];
type Toll = [deaths: number | null, civilians: number | null, peacekeepers: number | null];

/** Appends the rows of one batch; a row whose key is known already replaces it, and one that is removed goes. @returns how many rows came. */
export function appendTable(columns: IncidentColumns, table: Table): number {
  const rows = table.numRows;
  if (rows === 0) return 0;
  columns.reserve(columns.length + rows);
  const key = numbersOf(column(table, 'key'));
  const lon = numbersOf(column(table, 'lon'));
  const lat = numbersOf(column(table, 'lat'));
  const from = numbersOf(column(table, 'from'));
  const kind = meaningsOf(column(table, 'kind'), text => {
    const [type, datePrecision, geoPrecision, dataset, synthetic, countedElsewhere, days] = JSON.parse(text) as Kind;
    return {
      type: indexIn(INCIDENT_TYPES, type, 'Other'), datePrecision: indexIn(DATE_PRECISIONS, datePrecision, 'Unknown'), geoPrecision: indexIn(GEO_PRECISIONS, geoPrecision, 'Unknown'),
      dataset: columns.datasets.of(dataset), flags: (synthetic ? SYNTHETIC : 0) | (countedElsewhere ? COUNTED_ELSEWHERE : 0), days,
    };
  });
  const place = meaningsOf(column(table, 'place'), text => {
    const [country, admin1] = JSON.parse(text) as Place;
    return { country: columns.countries.of(country ?? ''), region: columns.regions.of(admin1 ?? '') };
  });
  const toll = meaningsOf(column(table, 'toll'), text => (JSON.parse(text) as Toll).map(deaths => deaths ?? NOT_STATED));
  const actors = meaningsOf(column(table, 'actors'), text => columns.actorSets.of(text));
  const removed = table.names.includes('removed') ? piece(column(table, 'removed')) : null;
  for (let i = 0; i < rows; i++) {
    if (removed?.at(i)) {
      columns.remove(key(i));
      continue;
    }
    const row = columns.rowFor(key(i));
    const { type, datePrecision, geoPrecision, dataset, flags, days } = kind(i);
    columns.lon[row] = lon(i);
    columns.lat[row] = lat(i);
    columns.from[row] = from(i);
    columns.until[row] = from(i) + days;
    columns.month[row] = monthOf(from(i));
    columns.type[row] = type;
    columns.datePrecision[row] = datePrecision;
    columns.geoPrecision[row] = geoPrecision;
    columns.dataset[row] = dataset;
    columns.flags[row] = flags;
    [columns.deaths[row], columns.civilianDeaths[row], columns.peacekeeperDeaths[row]] = toll(i);
    columns.actors[row] = actors(i);
    columns.country[row] = place(i).country;
    columns.region[row] = place(i).region;
  }
  return rows;
}

/** The keys of one batch's rows. */
export function keysOf(table: Table): number[] {
  if (table.numRows === 0) return [];
  const key = numbersOf(column(table, 'key'));
  return Array.from({ length: table.numRows }, (_, i) => key(i));
}

function column(table: Table, name: string): Column<unknown> {
  const found = table.getChild(name) as Column<unknown> | null | undefined;
  if (!found) throw new Error(`The incident feed has no column '${name}'; it has ${table.names.join(', ')}.`);
  return found;
}

/** A batch of ours always holds one piece of each column. */
const piece = (column: Column<unknown>) => column.data[0] as Batch<unknown> & { values: ArrayLike<number> };

/** No column of the map's form has rows without a value. */
function numbersOf(numbers: Column<unknown>): (i: number) => number {
  const { values } = piece(numbers);
  return i => values[i];
}

/** What the codes of a dictionary mean here: worked out once for each, not once for each row. */
function meaningsOf<T>(texts: Column<unknown>, meaning: (text: string) => T): (i: number) => T {
  const batch = piece(texts);
  const { values } = batch;
  const known: T[] = [];
  return i => (known[values[i]] ??= meaning(String(batch.at(i))));
}

function indexIn(vocabulary: readonly string[], text: string, otherwise: string): number {
  const index = vocabulary.indexOf(text);
  return index >= 0 ? index : vocabulary.indexOf(otherwise);
}
