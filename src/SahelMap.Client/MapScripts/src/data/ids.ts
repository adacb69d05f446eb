/** UUIDs as 16 bytes each, big-endian, and the row of each: open addressing, a few bytes a row where a Map would take a hundred. */
export class IdIndex {
  private bytes = new Uint8Array(16 * 1024);
  private slots = new Int32Array(4096).fill(-1);
  private count = 0;

  /** The row of an id, or -1. */
  find(id: Uint8Array, at = 0): number {
    for (let slot = this.hash(id, at); ; slot = (slot + 1) & (this.slots.length - 1)) {
      const row = this.slots[slot];
      if (row < 0 || this.equal(row, id, at)) return row;
    }
  }

  /** Gives the id the next row; the caller has looked that it is new. */
  add(id: Uint8Array, at = 0): number {
    const row = this.count++;
    if (16 * this.count > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes.set(id.subarray(at, at + 16), 16 * row);
    if (this.count * 2 > this.slots.length) this.rehash();
    else this.place(row);
    return row;
  }

  /** The id of a row in its usual writing. */
  text(row: number): string {
    return uuidText(this.bytes, 16 * row);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let row = 0; row < this.count; row++) this.place(row);
  }

  private place(row: number): void {
    let slot = this.hash(this.bytes, 16 * row);
    while (this.slots[slot] >= 0) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = row;
  }

  private hash(id: Uint8Array, at: number): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < 16; i++) h = Math.imul(h ^ id[at + i], 0x01000193);
    return (h ^ (h >>> 15)) & (this.slots.length - 1);
  }

  private equal(row: number, id: Uint8Array, at: number): boolean {
    for (let i = 0; i < 16; i++) if (this.bytes[16 * row + i] !== id[at + i]) return false;
    return true;
  }
}

export function uuidText(bytes: Uint8Array, at: number): string {
  let hex = '';
  for (let i = 0; i < 16; i++) hex += bytes[at + i].toString(16).padStart(2, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Null when the text is no UUID. */
export function uuidBytes(text: string): Uint8Array | null {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) return null;
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
