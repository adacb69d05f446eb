import type { App, Dirty } from '../app.ts';
import type { TableName } from '../state.ts';
import type { Table } from './table.ts';

/** Where the table under the map is asked for. What draws it is fetched when it is first opened. */
export class TableDoor {
  private table: Table | null = null;
  private asked = 0;

  constructor(private readonly app: App) {}

  /** @param id the element that holds it. @param name null takes it away. */
  async show(id: string, name: TableName | null): Promise<void> {
    const asked = ++this.asked;
    this.table?.close();
    this.table = null;
    if (!name) return;
    const { Table } = await import('./table.ts');
    const element = document.getElementById(id);
    if (asked === this.asked && element) this.table = new Table(this.app, element, name);
  }

  draw(dirty: Dirty): void {
    this.table?.draw(dirty);
  }
}
