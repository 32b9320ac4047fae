// @ts-check
// Places written by the types that `paicha types rules/base` makes. tsc says that they fit, the core that it reads them.

/** @type {import("paicha").Place<import("./facts.made.js").RestaurantFacts, import("./facts.made.js").RestaurantAnswers>[]} */
export const restaurants = [
  { id: "P-1", kinds: ["restaurant"], facts: { uses_gas: true, gas_type: "bottled", cylinder_kg: 100, cylinder_room: null } },
  { id: "P-2", kinds: "restaurant", facts: { uses_gas: false, gas_type: "/", cylinder_kg: "/", cylinder_room: undefined } },
  { id: 3, kinds: ["restaurant"], facts: null, answers: {} },
];

/** @type {import("paicha").Place<import("./facts.made.js").ResidentialCompoundFacts, import("./facts.made.js").ResidentialCompoundAnswers>[]} */
export const compounds = [
  { id: "P-4", kinds: ["residential_compound"], answers: { wall_tiles: "passes" } },
  { id: "P-5", kinds: ["residential_compound"], answers: { wall_tiles: "fails" } },
  { id: "P-6", kinds: ["residential_compound"], answers: { wall_tiles: "not_applicable" } },
];
