// The types that `paicha types rules/base` makes: a mistyped fact is found by the compiler.
import type { Pack, Place } from "paicha";
import type { AnswersByKind, FactsByKind, ResidentialCompoundAnswers, ResidentialCompoundFacts, RestaurantFacts } from "./facts.made.js";

type Restaurant = Place<RestaurantFacts>;
const restaurant = { id: "P-1", kinds: ["restaurant"] } as const;

// @ts-expect-error there is no such fact
export const misspelt: Restaurant = { ...restaurant, facts: { use_gas: true } };
// @ts-expect-error yes or no
export const text: Restaurant = { ...restaurant, facts: { uses_gas: "yes" } };
// @ts-expect-error no such option
export const option: Restaurant = { ...restaurant, facts: { gas_type: "diesel" } };
// @ts-expect-error a number, in the fact's unit
export const amount: Restaurant = { ...restaurant, facts: { cylinder_kg: "100kg" } };
// @ts-expect-error of other kinds
export const foreign: Restaurant = { ...restaurant, facts: { roof_tank_dry: true } };

type Compound = Place<ResidentialCompoundFacts, ResidentialCompoundAnswers>;
const compound = { id: "P-2", kinds: ["residential_compound"] } as const;

export const answered: Compound = { ...compound, answers: { wall_tiles: "fails" } };
// @ts-expect-error no such answer
export const unanswered: Compound = { ...compound, answers: { wall_tiles: "perhaps" } };
// @ts-expect-error a fact is no answer
export const confused: Compound = { ...compound, answers: { uses_gas: "passes" } };

export type PlaceOf<Kind extends keyof FactsByKind> = Place<FactsByKind[Kind], AnswersByKind[Kind]>;
const asOf = "2022-12-31";
export const score = (pack: Pack, place: PlaceOf<"restaurant">) => pack.score(place, { asOf }).score;
// @ts-expect-error no such kind
export type Nowhere = PlaceOf<"nowhere">;
