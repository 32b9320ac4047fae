/** Places as columns. */

/** Values of one fact for all places. Numbers: NaN is unknown. Bytes for a bool fact: 0 no, 1 yes, 255 unknown. */
export type Column =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Dictionary;

/** Values by code: row i has `values[codes[i]]`; a code past the end is unknown. */
export interface Dictionary {
  codes: Uint8Array | Uint16Array | Uint32Array;
  values: readonly (string | boolean | number | null)[];
}

/** Places as columns. */
export interface Columns {
  /** How many places. */
  length: number;
  /** The kinds of all places, or the sets of kinds by code. */
  kinds: readonly string[] | { codes: Uint8Array | Uint16Array | Uint32Array; values: readonly (readonly string[])[] };
  /** Ids; by default the position, from 1. */
  ids?: readonly string[];
  facts?: Record<string, Column>;
  answers?: Record<string, Column>;
}
