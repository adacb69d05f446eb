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

/** Appends the rows of one batch; a row whose id is known already replaces it. @returns how many rows came. */
export function appendTable(columns: IncidentColumns, table: Table): number {
  const rows = table.numRows;
  if (rows === 0) return 0;
  columns.reserve(columns.length + rows);
  const ids = bytesOf(column(table, 'id'));
  const [lon, lat, stride] = pointsOf(column(table, 'location'));
  const from = numbersOf(column(table, 'from'));
  const until = numbersOf(column(table, 'until'));
  const type = codesOf(column(table, 'type'), text => indexIn(INCIDENT_TYPES, text, 'Other'));
  const datePrecision = codesOf(column(table, 'datePrecision'), text => indexIn(DATE_PRECISIONS, text, 'Unknown'));
  const geoPrecision = codesOf(column(table, 'geoPrecision'), text => indexIn(GEO_PRECISIONS, text, 'Unknown'));
  const actors = codesOf(column(table, 'actors'), text => columns.actorSets.of(text));
  const dataset = codesOf(column(table, 'dataset'), text => columns.datasets.of(text));
  const country = codesOf(column(table, 'country'), text => columns.countries.of(text));
  const region = codesOf(column(table, 'admin1'), text => columns.regions.of(text));
  const deaths = numbersOf(column(table, 'deathsBest'));
  const civilianDeaths = numbersOf(column(table, 'civilianDeaths'));
  const peacekeeperDeaths = numbersOf(column(table, 'peacekeeperDeaths'));
  const synthetic = booleansOf(column(table, 'synthetic'));
  const countedElsewhere = booleansOf(column(table, 'countedElsewhere'));
  for (let i = 0; i < rows; i++) {
    const row = columns.rowFor(ids, 16 * i);
    columns.lon[row] = lon[stride * i];
    columns.lat[row] = lat[stride * i + (stride - 1)];
    columns.from[row] = from(i);
    columns.until[row] = until(i);
    columns.month[row] = monthOf(from(i));
    columns.type[row] = type(i);
    columns.datePrecision[row] = datePrecision(i);
    columns.geoPrecision[row] = geoPrecision(i);
    columns.deaths[row] = deaths(i);
    columns.civilianDeaths[row] = civilianDeaths(i);
    columns.peacekeeperDeaths[row] = peacekeeperDeaths(i);
    columns.actors[row] = actors(i);
    columns.dataset[row] = dataset(i);
    columns.country[row] = country(i);
    columns.region[row] = region(i);
    columns.flags[row] = (synthetic(i) ? SYNTHETIC : 0) | (countedElsewhere(i) ? COUNTED_ELSEWHERE : 0);
  }
  return rows;
}

function column(table: Table, name: string): Column<unknown> {
  const found = table.getChild(name) as Column<unknown> | null | undefined;
  if (!found) throw new Error(`The incident feed has no column '${name}'; it has ${table.names.join(', ')}.`);
  return found;
}

/** A batch of ours always holds one piece of each column. */
const piece = (column: Column<unknown>) => column.data[0] as Batch<unknown> & { values: ArrayLike<number>; children: Batch<unknown>[] };

const bytesOf = (ids: Column<unknown>) => piece(ids).values as Uint8Array;

/** GeoArrow points: interleaved (a list of two doubles) or separated (a struct of x and y). Gives x's array, y's array and the step. */
function pointsOf(points: Column<unknown>): [ArrayLike<number>, ArrayLike<number>, 1 | 2] {
  const children = piece(points).children as { values: ArrayLike<number> }[];
  return children.length === 1 ? [children[0].values, children[0].values, 2] : [children[0].values, children[1].values, 1];
}

function numbersOf(numbers: Column<unknown>): (i: number) => number {
  const { values, nullCount } = piece(numbers);
  const batch = piece(numbers);
  return nullCount > 0 ? i => (batch.isValid(i) ? Number(values[i]) : NOT_STATED) : i => Number(values[i]);
}

function booleansOf(booleans: Column<unknown>): (i: number) => boolean {
  const batch = piece(booleans);
  return i => batch.at(i) === true;
}

/** Texts as our own numbers: looked up once for each distinct text, not once for each row. */
function codesOf(texts: Column<unknown>, code: (text: string) => number): (i: number) => number {
  const batch = piece(texts);
  const known = new Map<unknown, number>();
  const lookUp = (text: unknown) => {
    let n = known.get(text);
    if (n === undefined) known.set(text, (n = code(text === null ? '' : String(text))));
    return n;
  };
  const indices = 'cache' in batch || 'dictionary' in batch ? batch.values : null;
  if (!indices) return i => lookUp(batch.at(i));
  const byIndex: number[] = [];
  return i => {
    if (batch.nullCount > 0 && !batch.isValid(i)) return lookUp(null);
    const index = Number(indices[i]);
    return (byIndex[index] ??= lookUp(batch.at(i)));
  };
}

function indexIn(vocabulary: readonly string[], text: string, otherwise: string): number {
  const index = vocabulary.indexOf(text);
  return index >= 0 ? index : vocabulary.indexOf(otherwise);
}
