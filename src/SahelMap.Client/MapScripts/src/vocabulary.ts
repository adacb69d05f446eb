// The closed lists of the data model and the wire's records, as src/SahelMap.Contracts names them.

export const INCIDENT_TYPES = ['ViolenceAgainstCivilians', 'Battle', 'Explosion', 'Other'] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];

export const NORMS = ['PoC', 'RtoP', 'CT'] as const;
export type Norm = (typeof NORMS)[number];

export const DEPLOYMENT_KINDS = ['Sector', 'AreaOfResponsibility', 'OperationZone', 'Base', 'Camp', 'Headquarters'] as const;
export type DeploymentKind = (typeof DEPLOYMENT_KINDS)[number];

export const DATE_PRECISIONS = ['Day', 'DayRange', 'Week', 'Month', 'Year', 'Unknown'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

export const GEO_PRECISIONS = ['Exact', 'Near', 'District', 'Region', 'Country', 'Unknown'] as const;
export type GeoPrecision = (typeof GEO_PRECISIONS)[number];

/** From this index of GEO_PRECISIONS on, only a unit is known and the point stands for it. */
export const IMPRECISE_FROM = GEO_PRECISIONS.indexOf('District');

export type Edge = 'solid' | 'long-dash' | 'dash-dot' | 'short-dash' | 'dotted' | 'fine-dash';

export interface Actor {
  code: string;
  name: string;
  nameFr: string | null;
  shortName: string;
  kind: string;
  colour: string | null;
  edge: Edge | null;
  deploys: boolean;
}

export interface Mandate {
  id: string;
  symbol: string;
  title: string;
  date: string;
  body: string;
  from: string;
  until: string | null;
  actors: string[];
  norms: { actor: string; norm: Norm; centrality: 'core' | 'supporting' | 'ambiguous' | 'absent' }[];
  revision?: number;
}

export interface DeploymentProperties {
  actor: string;
  name: string;
  nameFr: string | null;
  dataset: string | null;
  kind: DeploymentKind;
  role: Norm;
  from: string;
  until: string | null;
  fromPrecision?: string;
  untilPrecision?: string;
  roleUntil: string | null;
  rule: { kind: string; lon?: number | null; lat?: number | null; km?: number | null } | null;
  approximate: boolean;
  areaInWords: string | null;
  place: string | null;
  synthetic: boolean;
  revision: number;
}

export interface OverlapProperties {
  poc: string;
  ct: string;
  pocActor: string;
  ctActor: string;
  pocName: string;
  ctName: string;
  pocNameFr: string | null;
  ctNameFr: string | null;
  from: string;
  until: string | null;
  km2: number;
  incidents: number;
  approximate: boolean;
  synthetic: boolean;
}

export type DeploymentFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, DeploymentProperties> & { id: string };
export type OverlapFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, OverlapProperties> & { id: string };

export const isSite = (kind: DeploymentKind) => kind === 'Base' || kind === 'Camp' || kind === 'Headquarters';

/** One committed transaction, as the hub pushes it (Contracts ChangeBatch). */
export interface ChangeBatch {
  position: number;
  committedAt: string;
  changes: RecordChange[];
}

export interface RecordChange {
  layer: 'actors' | 'mandates' | 'deployments' | 'incidents';
  op: 'created' | 'updated' | 'deleted';
  id: string;
  revision: number;
  record: unknown;
  /** Of an incident that was there before: the key that it had. */
  key?: number | null;
}
