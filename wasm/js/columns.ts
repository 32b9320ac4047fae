/** Places as columns: what programs hold in typed arrays goes in whole. */

import { asList, asObject, asText } from "./argument.js";
import { failure } from "./error.js";
import type { FactType, Items } from "./items.js";
import type * as Glue from "./module/paicha.js";

/** Arrays of numbers. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** Values by code: row i has the text `values[codes[i]]`, read as a cell is; a code past the end is unknown. */
export interface Dictionary {
  codes: Uint8Array | Uint16Array | Uint32Array;
  values: readonly string[];
}

/**
 * The values of one fact for all places.
 *
 * - number facts: any typed array; NaN is unknown
 * - bool facts: `Uint8Array`, 0 no, 1 yes, 255 unknown
 * - every fact and every observed check: a dictionary, or an array of texts with `null` for unknown
 */
export type Column = Numbers | Dictionary | readonly (string | null | undefined)[];

/** Places as columns. */
export interface Columns {
  /** How many places. */
  length: number;
  /** The kinds of all places, or each place's by code. */
  kinds: readonly string[] | { codes: Uint8Array | Uint16Array | Uint32Array; values: readonly (readonly string[])[] };
  /** Without them the places have none. */
  ids?: readonly string[] | undefined;
  /** By id, or by a name that no other fact has. */
  facts?: Readonly<Record<string, Column>> | undefined;
  answers?: Readonly<Record<string, Column>> | undefined;
}

/**
 * Assesses columns.
 *
 * @internal
 */
export function assessColumns(raw: Glue.Assessor, items: Items, columns: Columns): Glue.Assessed {
  const { length, kinds, ids, facts = {}, answers = {} } = asObject(columns, "columns");
  if (!Number.isSafeInteger(length) || length < 0) {
    throw failure("A007", "length 要写场所的个数", "length is the number of places");
  }
  const reader = raw.columns(length);
  try {
    if ("codes" in asObject(kinds, "kinds")) {
      const { codes, values } = kinds as Exclude<Columns["kinds"], readonly string[]>;
      asList(values, "kinds.values").forEach((set) => reader.kinds(names(set)));
      reader.kindsOf(Uint32Array.from(codes));
    } else {
      reader.kinds(names(kinds as readonly string[]));
    }
    if (ids) {
      reader.ids(asList(ids, "ids").map((id) => asText(id, "ids")));
    }
    const types = new Map<string, FactType>(items.facts.flatMap((fact) => [[fact.label, fact.fact_type] as const, [fact.id, fact.fact_type] as const]));
    for (const [key, column] of [...Object.entries(facts), ...Object.entries(answers)]) {
      add(reader, key, asObject(column, key), types.get(key));
    }
  } catch (error) {
    reader.free();
    throw error;
  }
  return reader.assess();
}

function add(reader: Glue.ColumnReader, key: string, column: Column, type: FactType | undefined): void {
  if (ArrayBuffer.isView(column)) {
    if (type === "bool" && column instanceof Uint8Array) {
      reader.truths(key, column);
    } else {
      reader.numbers(key, column instanceof Float64Array ? column : Float64Array.from(column));
    }
    return;
  }
  const { codes, values } = "codes" in column ? column : dictionary(asList(column, key));
  const texts = asList(values, `${key}.values`).map((text) => asText(text, `${key}.values`));
  if (codes instanceof Uint8Array) {
    reader.small(key, codes, texts);
  } else {
    reader.wide(key, Uint32Array.from(codes), texts);
  }
}

/** Kinds as one cell has them. */
function names(kinds: readonly string[]): string {
  return asList(kinds, "kinds").map((kind) => asText(kind, "kinds")).join("、");
}

function dictionary(texts: readonly (string | null | undefined)[]): Dictionary {
  const numbers = new Map<string, number>();
  const codes = Uint32Array.from(texts, (text) => {
    if (text === null || text === undefined) {
      return 0xffffffff;
    }
    const known = numbers.get(text);
    if (known !== undefined) {
      return known;
    }
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  });
  return { codes, values: [...numbers.keys()] };
}
