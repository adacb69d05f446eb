import type { App, Dirty } from '../app.ts';
import type { TableName } from '../state.ts';
import { IncidentRows } from './incidents.ts';
import { rowsOf, type Cell, type Column, type Rows } from './rows.ts';
import { RowScroll } from './scroll.ts';

const AROUND = 4;
/** While the brush moves or plays the rows follow a little later. */
const AFTER_MS = 150;
/** A flick through a million rows asks for no titles until it rests. */
const REST_MS = 90;

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

/**
 * The map's table twin, an ARIA grid: one stop of the Tab key, arrows move among cells, Enter sorts by a heading or opens a row. Only rows in
 * sight are in the document; each says its number among all.
 */
export class Table {
  private readonly rows: Rows;
  private readonly scroll: RowScroll;
  private readonly grid: HTMLDivElement;
  private readonly head = element('div', { role: 'row', 'aria-rowindex': '1', class: 'sm-grid-head' });
  private readonly body = element('div', { role: 'rowgroup', class: 'sm-grid-body' });
  private readonly said = element('p', { role: 'status', class: 'unseen' });
  private readonly none = element('p', { class: 'sm-grid-none' });
  private readonly sized = new ResizeObserver(() => this.layOut());
  private columns: Column[] = [];
  /** -1 is the heading. */
  private activeRow = 0;
  private activeColumn = 0;
  private refreshTimer = 0;
  private restTimer = 0;
  private chosen = '';

  constructor(private readonly app: App, private readonly holder: HTMLElement, private readonly name: TableName) {
    this.rows = rowsOf(name, app);
    this.scroll = new RowScroll(matchMedia('(max-width: 700px)').matches ? 44 : 32);
    this.grid = element('div', { role: 'grid', class: 'sm-grid', id: 'record-grid', tabindex: '0', 'data-scrolls': '' });
    this.grid.style.setProperty('--row', `${this.scroll.rowHeight}px`);
    const top = element('div', { role: 'rowgroup', class: 'sm-grid-top' });
    top.append(this.head);
    this.grid.append(top, this.body);
    holder.replaceChildren(this.grid, this.none, this.said);
    this.grid.addEventListener('scroll', () => this.drawRows(), { passive: true });
    this.grid.addEventListener('keydown', event => this.onKey(event));
    this.grid.addEventListener('click', event => this.onClick(event));
    this.sized.observe(this.grid);
    this.writeHead();
    void this.app.loaded.then(() => this.refresh(true));
  }

  close(): void {
    window.clearTimeout(this.refreshTimer);
    window.clearTimeout(this.restTimer);
    this.sized.disconnect();
    this.holder.replaceChildren();
  }

  draw(dirty: Dirty): void {
    if (dirty.look) this.writeHead();
    if (dirty.incidents && this.rows instanceof IncidentRows) this.rows.forget();
    if (dirty.look || dirty.incidents || dirty.filter || dirty.period || dirty.zones || dirty.overlaps) {
      if (!this.refreshTimer) this.refreshTimer = window.setTimeout(() => void this.refresh(false), AFTER_MS);
    } else if (dirty.selection) this.follow();
  }

  private async refresh(opened: boolean): Promise<void> {
    this.refreshTimer = 0;
    await this.rows.refresh();
    this.scroll.total = this.rows.length;
    this.activeRow = Math.min(this.activeRow, this.rows.length - 1);
    this.grid.setAttribute('aria-rowcount', String(this.rows.length + 1));
    // Above what a browser holds the rows are the server's.
    this.none.textContent = this.rows.length > 0 ? '' : this.app.texts.get(this.name === 'incidents' && this.app.store.aggregated ? 'map.table.tooMany' : 'map.table.none');
    this.layOut();
    if (opened) this.follow();
  }

  /** Shows what was selected elsewhere. */
  private follow(): void {
    const { selection } = this.app.state;
    const at = selection ? this.rows.indexOf(selection) : -1;
    if (at >= 0 && this.chosen !== selection?.id) {
      this.activeRow = at;
      this.grid.scrollTop = this.scroll.reveal(at, this.grid.scrollTop);
    }
    this.chosen = '';
    this.drawRows();
  }

  private layOut(): void {
    this.scroll.view = Math.max(this.scroll.rowHeight, this.grid.clientHeight - this.head.offsetHeight);
    this.body.style.height = `${this.scroll.space}px`;
    this.drawRows();
  }

  // --- drawing ---

  private writeHead(): void {
    const { texts } = this.app;
    this.columns = this.rows.columns;
    this.grid.style.setProperty('--columns', this.columns.map(column => column.width).join(' '));
    this.grid.setAttribute('aria-label', texts.get(`map.table.${this.name}`));
    this.grid.setAttribute('aria-colcount', String(this.columns.length));
    this.head.replaceChildren(...this.columns.map((column, n) => {
      const cell = element('div', { role: 'columnheader', id: `grid-head-${n}`, 'aria-colindex': String(n + 1), 'data-column': column.key });
      cell.classList.toggle('sm-numeric', column.numeric === true);
      cell.classList.toggle('sm-sortable', column.sortable);
      const sorted = this.rows.by === column.key;
      if (column.sortable) cell.setAttribute('aria-sort', !sorted ? 'none' : this.rows.descending ? 'descending' : 'ascending');
      else cell.title = texts.get('map.table.notSortable');
      cell.append(column.label);
      if (sorted) cell.append(Object.assign(element('span', { 'aria-hidden': 'true' }), { textContent: this.rows.descending ? ' ↓' : ' ↑' }));
      return cell;
    }));
  }

  private drawRows(): void {
    const { first, end, top } = this.scroll.window(this.grid.scrollTop, AROUND);
    const { selection } = this.app.state;
    const selected = selection?.id ?? '';
    while (this.body.children.length > end - first) this.body.lastElementChild!.remove();
    for (let at = first; at < end; at++) {
      const row = (this.body.children[at - first] ?? this.body.appendChild(this.emptyRow())) as HTMLElement;
      row.style.transform = `translateY(${top + (at - first) * this.scroll.rowHeight}px)`;
      row.setAttribute('aria-rowindex', String(at + 2));
      row.setAttribute('aria-selected', String(this.rows.selection(at).id === selected));
      row.classList.toggle('sm-odd', at % 2 === 1);
      row.dataset.at = String(at);
      this.rows.cells(at).forEach((cell, n) => this.fill(row.children[n] as HTMLElement, cell, at, n));
    }
    this.markActive();
    window.clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => {
      this.rows.complete(first, end).then(more => more && this.drawRows(), () => undefined); // the next move asks again
    }, REST_MS);
  }

  private emptyRow(): HTMLElement {
    const row = element('div', { role: 'row', class: 'sm-grid-row' });
    this.columns.forEach((column, n) => {
      const cell = element('div', { role: 'gridcell', 'aria-colindex': String(n + 1) });
      cell.classList.toggle('sm-numeric', column.numeric === true);
      row.append(cell);
    });
    return row;
  }

  private fill(place: HTMLElement, cell: Cell, at: number, n: number): void {
    place.id = `grid-${at}-${n}`;
    place.classList.toggle('sm-waiting', cell.waiting === true);
    place.title = cell.title ?? cell.text;
    if (!cell.mark) place.textContent = cell.text;
    else {
      const sign = Object.assign(element('span', { 'aria-hidden': 'true', class: 'sm-sign' }), { textContent: cell.mark.sign });
      sign.style.color = cell.mark.colour;
      place.replaceChildren(sign, cell.text);
    }
  }

  private markActive(): void {
    this.grid.querySelectorAll('.sm-active').forEach(cell => cell.classList.remove('sm-active'));
    const id = this.activeRow < 0 ? `grid-head-${this.activeColumn}` : `grid-${this.activeRow}-${this.activeColumn}`;
    const cell = document.getElementById(id);
    cell?.classList.add('sm-active');
    if (cell) this.grid.setAttribute('aria-activedescendant', id);
    else this.grid.removeAttribute('aria-activedescendant');
  }

  // --- what a hand does ---

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const last = this.rows.length - 1;
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.activeRow++,
      ArrowUp: () => this.activeRow--,
      PageDown: () => (this.activeRow += this.scroll.page),
      PageUp: () => (this.activeRow = Math.max(Math.min(this.activeRow, 0), this.activeRow - this.scroll.page)),
      ArrowRight: () => this.activeColumn++,
      ArrowLeft: () => this.activeColumn--,
      Home: () => (event.ctrlKey ? (this.activeRow = 0) : (this.activeColumn = 0)),
      End: () => (event.ctrlKey ? (this.activeRow = last) : (this.activeColumn = this.columns.length - 1)),
      Enter: () => this.act(),
      ' ': () => this.act(),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
    this.activeRow = Math.max(-1, Math.min(last, this.activeRow));
    this.activeColumn = Math.max(0, Math.min(this.columns.length - 1, this.activeColumn));
    if (this.activeRow >= 0) this.grid.scrollTop = this.scroll.reveal(this.activeRow, this.grid.scrollTop);
    this.drawRows();
    // Sideways too, as on a phone.
    const cell = document.getElementById(this.activeRow < 0 ? `grid-head-${this.activeColumn}` : `grid-${this.activeRow}-${this.activeColumn}`);
    if (cell && event.key !== 'Enter') {
      const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
      if (left < this.grid.scrollLeft) this.grid.scrollLeft = left;
      else if (right > this.grid.scrollLeft + this.grid.clientWidth) this.grid.scrollLeft = right - this.grid.clientWidth;
    }
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const heading = target.closest<HTMLElement>('[role="columnheader"]');
    const row = target.closest<HTMLElement>('.sm-grid-row');
    if (heading) [this.activeRow, this.activeColumn] = [-1, Number(heading.getAttribute('aria-colindex')) - 1];
    else if (row) [this.activeRow, this.activeColumn] = [Number(row.dataset.at), Number(target.closest('[role="gridcell"]')?.getAttribute('aria-colindex') ?? 1) - 1];
    else return;
    this.act();
    this.markActive();
  }

  private act(): void {
    if (this.activeRow >= 0) {
      if (this.activeRow >= this.rows.length) return;
      const selection = this.rows.selection(this.activeRow);
      this.chosen = selection.id;
      this.app.select(selection);
      this.app.map.flyToSelection(selection);
      return;
    }
    const column = this.columns[this.activeColumn];
    if (!column.sortable) return;
    // Numbers and days are asked for from their greatest; a second time turns them round.
    const descending = this.rows.by === column.key ? !this.rows.descending : column.numeric === true || column.key === 'date';
    this.rows.sort(column.key, descending);
    this.grid.scrollTop = 0;
    this.writeHead();
    this.drawRows();
    this.said.textContent = this.app.texts.get(descending ? 'map.table.sortedDown' : 'map.table.sortedUp', column.label);
  }
}
