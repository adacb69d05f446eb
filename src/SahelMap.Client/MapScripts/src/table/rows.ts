import type { App } from '../app.ts';
import type { Selection, TableName } from '../state.ts';
import { IncidentRows } from './incidents.ts';
import { DeploymentRows, OverlapRows } from './records.ts';

export interface Column {
  key: string;
  label: string;
  /** A track of the grid that all rows share. */
  width: string;
  numeric?: boolean;
  /** False where the script does not hold what one would sort by. */
  sortable: boolean;
}

export interface Cell {
  text: string;
  /** Stands before the text: a type's or an actor's mark. */
  mark?: { sign: string; colour: string };
  title?: string;
  /** The text is on its way. */
  waiting?: boolean;
}

/** The rows that the filters and the period leave, in an order. */
export interface Rows {
  readonly columns: Column[];
  readonly length: number;
  /** The column in force, and which way. */
  by: string;
  descending: boolean;
  /** Gathers the rows anew, in the order in force. */
  refresh(): void | Promise<void>;
  sort(by: string, descending: boolean): void;
  cells(at: number): Cell[];
  selection(at: number): Selection;
  /** Where that record stands, or -1. */
  indexOf(selection: Selection): number;
  /** Fetches what these rows lack. @returns whether something new is there to draw. */
  complete(first: number, end: number): Promise<boolean>;
}

export function rowsOf(name: TableName, app: App): Rows {
  return name === 'incidents' ? new IncidentRows(app) : name === 'deployments' ? new DeploymentRows(app) : new OverlapRows(app);
}

export const TYPE_SIGNS = { ViolenceAgainstCivilians: '●', Battle: '◆', Explosion: '▲', Other: '■' } as const;
