// Names of countries and corrections to the source's names of regions.

/** ISO 3166-1 alpha-2: [ISO numeric (the id in world-atlas), English, French]. */
export const COUNTRIES = {
  BF: ['854', 'Burkina Faso', 'Burkina Faso'],
  BJ: ['204', 'Benin', 'Bénin'],
  CF: ['140', 'Central African Republic', 'République centrafricaine'],
  CI: ['384', "Côte d'Ivoire", "Côte d'Ivoire"],
  CM: ['120', 'Cameroon', 'Cameroun'],
  DZ: ['012', 'Algeria', 'Algérie'],
  EG: ['818', 'Egypt', 'Égypte'],
  EH: ['732', 'Western Sahara', 'Sahara occidental'],
  ES: ['724', 'Spain', 'Espagne'],
  GH: ['288', 'Ghana', 'Ghana'],
  GM: ['270', 'Gambia', 'Gambie'],
  GN: ['324', 'Guinea', 'Guinée'],
  GW: ['624', 'Guinea-Bissau', 'Guinée-Bissau'],
  LR: ['430', 'Liberia', 'Libéria'],
  LY: ['434', 'Libya', 'Libye'],
  MA: ['504', 'Morocco', 'Maroc'],
  ML: ['466', 'Mali', 'Mali'],
  MR: ['478', 'Mauritania', 'Mauritanie'],
  NE: ['562', 'Niger', 'Niger'],
  NG: ['566', 'Nigeria', 'Nigéria'],
  SD: ['729', 'Sudan', 'Soudan'],
  SL: ['694', 'Sierra Leone', 'Sierra Leone'],
  SN: ['686', 'Senegal', 'Sénégal'],
  SS: ['728', 'South Sudan', 'Soudan du Sud'],
  TD: ['148', 'Chad', 'Tchad'],
  TG: ['768', 'Togo', 'Togo'],
};

/** The five countries whose first-level regions are drawn, and how many the source must give. */
export const REGION_COUNTS = { BF: 13, ML: 9, MR: 13, NE: 8, TD: 22 };

/**
 * A region's names from the source's properties. name_en is used rather than name because name
 * says "Timbuktu" and "Ville de N'Djamena"; Sikasso is the one row whose name_en and name_fr are
 * wrong (they say "Wassoulou", a historical land inside it).
 */
export function regionNames(p) {
  if (p.iso_a2 === 'BF') return { name: p.region, nameFr: p.region }; // its rows are provinces
  if (p.code_hasc === 'ML.SK') return { name: 'Sikasso', nameFr: 'Sikasso' };
  return { name: p.name_en, nameFr: p.name_fr };
}
