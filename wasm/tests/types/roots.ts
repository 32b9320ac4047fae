// The generic types with the parameters that a place of no particular pack has: a schema is made of types without parameters.
import type { Place } from "../../js/types.js";

export type AnyPlace = Place;
