import { App } from './app.ts';
import { Interop, type DotNet } from './interop.ts';
import { hooks, type Hooks } from './hooks.ts';
import type { TableName } from './state.ts';

// Starts at once, before .NET. The page's <script> and C#'s import may name this file by two addresses (with and without a
// fingerprint): the second copy then speaks for the first.
declare global {
  interface Window {
    sahelmap?: Hooks & { interop: Interop };
  }
}

const page = (window.sahelmap ??= (() => {
  const app = new App();
  return Object.assign(hooks(app), { interop: new Interop(app) });
})());
const { interop } = page;

export const attach = (dotnet: DotNet) => interop.attach(dotnet);
export const patchState = (json: string, push: boolean) => interop.patchState(json, push);
export const select = (kind: string | null, id: string | null, fly: boolean) => interop.select(kind, id, fly);
export const flyTo = (json: string) => interop.flyTo(json);
export const setLanguage = (lang: 'en' | 'fr') => interop.setLanguage(lang);
export const setTheme = (theme: string) => interop.setTheme(theme);
export const applyChanges = (json: string) => interop.applyChanges(json);
export const overlapsChanged = () => interop.overlapsChanged();
export const reload = () => interop.reload();
export const toggleMeasure = () => interop.toggleMeasure();
export const togglePlay = () => interop.togglePlay();
export const prepareDraw = () => interop.prepareDraw();
export const startDraw = (kind: string, geometry: string | null) => interop.startDraw(kind, geometry);
export const stopDraw = (accept: boolean) => interop.stopDraw(accept);
export const highlightOverlap = (id: string | null) => interop.highlightOverlap(id);
export const plot = (id: string, spec: string | null) => interop.plot(id, spec);
export const savePlot = (id: string, file: string, title: string, notes: string[]) => interop.savePlot(id, file, title, notes);
export const link = () => interop.link();
export const savePicture = (choice: string) => interop.savePicture(choice);
export const print = () => interop.print();
export const showArea = (geometry: string | null) => interop.showArea(geometry);
export const showTable = (id: string, name: TableName | null) => interop.showTable(id, name);
export const pin = (json: string | null) => interop.pin(json);
export const getVisibleIncidents = (limit: number) => interop.getVisibleIncidents(limit);
