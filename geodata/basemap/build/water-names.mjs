// Rivers and lakes named by hand. Only what is certain: the rest stays unnamed.

/**
 * A river is the shortest way along the mapped lines through its waypoints [lon, lat], listed
 * downstream. Waypoints are places it is known to pass (a town on its bank, a confluence).
 * into: the river above in this list that it joins.
 * levels: GSHHG river levels it may use; 1–3 unless its course is mapped as a minor river (4).
 */
export const RIVERS = [
  { name: 'Niger', nameFr: 'Niger', rank: 1, levels: [1], through: [
    [-10.73, 9.09], [-9.88, 10.65], [-8.00, 12.62], [-6.27, 13.45], [-4.20, 14.49], [-3.05, 16.65],
    [-0.05, 16.26], [2.10, 13.50], [3.45, 11.87], [4.82, 9.13], [6.50, 5.40]] },
  { name: 'Senegal', nameFr: 'Sénégal', rank: 1, levels: [1], through: [
    [-10.83, 13.81], [-11.44, 14.45], [-12.46, 14.90], [-14.97, 16.66], [-16.50, 16.02], [-16.54, 15.80]] },
  { name: 'Bafing', nameFr: 'Bafing', rank: 2, into: 'Senegal', levels: [1], through: [[-12.20, 10.47], [-10.40, 13.20], [-10.83, 13.81]] },
  { name: 'Bakoye', nameFr: 'Bakoye', rank: 2, into: 'Senegal', levels: [3, 4], through: [[-9.29, 12.30], [-9.86, 13.40], [-10.83, 13.81]] },
  { name: 'Falémé', nameFr: 'Falémé', rank: 2, into: 'Senegal', through: [[-10.96, 12.00], [-11.40, 12.62], [-12.24, 14.76]] },
  { name: 'Gambia', nameFr: 'Gambie', rank: 2, through: [[-12.31, 11.43], [-13.67, 13.47], [-14.76, 13.54], [-15.29, 13.48]] },
  { name: 'Bani', nameFr: 'Bani', rank: 2, into: 'Niger', through: [[-6.56, 12.61], [-6.03, 13.10], [-4.22, 14.40], [-4.21, 14.51]] },
  { name: 'Bagoé', nameFr: 'Bagoé', rank: 2, into: 'Bani', through: [[-6.94, 9.39], [-6.25, 10.30], [-6.56, 12.61]] },
  { name: 'Sankarani', nameFr: 'Sankarani', rank: 2, into: 'Niger', through: [[-8.66, 10.85], [-8.23, 11.64], [-8.30, 12.00]] },
  { name: 'Milo', nameFr: 'Milo', rank: 2, into: 'Niger', through: [[-9.17, 8.85], [-9.31, 10.38], [-9.23, 11.07]] },
  { name: 'Tinkisso', nameFr: 'Tinkisso', rank: 2, into: 'Niger', through: [[-11.26, 10.33], [-10.60, 11.40], [-9.17, 11.35]] },
  { name: 'Black Volta', nameFr: 'Volta Noire (Mouhoun)', rank: 2, through: [[-5.32, 11.05], [-3.45, 12.70], [-2.80, 10.00], [-1.71, 8.63]] },
  { name: 'White Volta', nameFr: 'Volta Blanche (Nakambé)', rank: 2, through: [[-2.08, 14.01], [-1.10, 12.60], [-0.34, 10.64], [-1.15, 9.12]] },
  { name: 'Red Volta', nameFr: 'Volta Rouge (Nazinon)', rank: 2, into: 'White Volta', through: [[-1.95, 12.58], [-1.29, 11.52], [-0.51, 10.55]] },
  { name: 'Oti', nameFr: 'Oti', rank: 2, levels: [1], through: [[0.83, 10.90], [0.47, 10.36], [0.26, 8.98]] },
  { name: 'Benue', nameFr: 'Bénoué', rank: 2, through: [[13.52, 7.73], [13.39, 9.30], [12.49, 9.28], [9.03, 7.87]] },
  { name: 'Chari', nameFr: 'Chari', rank: 2, through: [[18.39, 9.14], [15.05, 12.10], [14.56, 12.83]] },
  { name: 'Logone', nameFr: 'Logone', rank: 2, into: 'Chari', through: [[16.08, 8.57], [15.37, 10.28], [15.05, 12.08]] },
  { name: 'Komadugu Yobe', nameFr: 'Komadougou Yobé', rank: 2, through: [[11.05, 12.87], [12.60, 13.30], [13.32, 13.68]] },
];

/** A lake is named by a point in it [lon, lat]. crossed: a named river is drawn through it. */
export const LAKES = [
  { name: 'Lake Chad', nameFr: 'Lac Tchad', at: [14.2, 13.2] },
  { name: 'Lake Volta', nameFr: 'Lac Volta', at: [0.22, 8.1] },
  { name: 'Kainji Lake', nameFr: 'Lac de Kainji', at: [4.55, 10.3], crossed: true },
  { name: 'Lake Faguibine', nameFr: 'Lac Faguibine', at: [-3.95, 16.75] },
  { name: 'Lake Débo', nameFr: 'Lac Débo', at: [-4.15, 15.31], crossed: true },
  { name: 'Lake Niangay', nameFr: 'Lac Niangay', at: [-2.95, 15.84] },
  { name: 'Lake Fitri', nameFr: 'Lac Fitri', at: [17.45, 12.9] },
  { name: 'Lake Iro', nameFr: 'Lac Iro', at: [19.43, 10.1] },
  { name: 'Lake Guiers', nameFr: 'Lac de Guiers', at: [-15.83, 16.25] },
  { name: 'Lake Rkiz', nameFr: 'Lac Rkiz', at: [-15.31, 16.86] },
  { name: 'Lake Kossou', nameFr: 'Lac de Kossou', at: [-5.55, 8.0] },
];
