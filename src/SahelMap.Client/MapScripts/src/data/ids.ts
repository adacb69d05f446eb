/**
 * What the database calls its incidents: a key of 4 bytes for each, and the UUID of those few that somebody looked at. The
 * address bar, C# and every other program know only UUIDs; a million of them would be most of what a map has to fetch.
 */
export class IncidentNames {
  private readonly keys = new Map<string, number>();
  private readonly uuids = new Map<number, string>();

  know(key: number, uuid: string): void {
    // A record that was deleted and came again has another key.
    const before = this.keys.get(uuid);
    if (before !== undefined) this.uuids.delete(before);
    this.keys.set(uuid, key);
    this.uuids.set(key, uuid);
  }

  /** Another database gives its keys to others. */
  forget(): void {
    this.keys.clear();
    this.uuids.clear();
  }

  /** @param id a UUID, or a key in digits. */
  keyOf(id: string): number | undefined {
    return isKey(id) ? Number(id) : this.keys.get(id);
  }

  uuidOf(id: string): string | undefined {
    return isKey(id) ? this.uuids.get(Number(id)) : id;
  }

  /** The UUID where it is known, else the key in digits: App.select takes both. */
  idOf(key: number): string {
    return this.uuids.get(key) ?? String(key);
  }
}

const isKey = (id: string) => /^\d+$/.test(id);

/** The row of each key: open addressing, a few bytes a row where a Map would take fifty. */
export class KeyIndex {
  /** By row. */
  keys: Int32Array<ArrayBuffer> = new Int32Array(1024);
  count = 0;
  private slots: Int32Array<ArrayBuffer> = new Int32Array(4096).fill(-1);

  constructor(readonly names: IncidentNames) {}

  /** The row of a key, or -1. */
  find(key: number): number {
    for (let slot = this.hash(key); ; slot = (slot + 1) & (this.slots.length - 1)) {
      const row = this.slots[slot];
      if (row < 0 || this.keys[row] === key) return row;
    }
  }

  /** Gives the key the next row; the caller has looked that it is new. */
  add(key: number): number {
    const row = this.count++;
    if (this.count > this.keys.length) this.keys = grown(this.keys, this.keys.length * 2);
    this.keys[row] = key;
    if (this.count * 2 > this.slots.length) this.place(this.slots.length * 2);
    else this.put(row);
    return row;
  }

  /** Takes over the keys of as many rows. */
  load(keys: Int32Array<ArrayBuffer>): void {
    this.keys = keys;
    this.count = keys.length;
    let size = 4096;
    while (size < this.count * 2) size *= 2;
    this.place(size);
  }

  /** What names a row: see IncidentNames.idOf. */
  text(row: number): string {
    return this.names.idOf(this.keys[row]);
  }

  private place(size: number): void {
    this.slots = new Int32Array(size).fill(-1);
    for (let row = 0; row < this.count; row++) this.put(row);
  }

  private put(row: number): void {
    let slot = this.hash(this.keys[row]);
    while (this.slots[slot] >= 0) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = row;
  }

  private hash(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 7) & (this.slots.length - 1);
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
