/**
 * Writes a place straight into the module's memory, pair by pair, for a score without any text in between. What is not
 * plain (a place with records, an unknown key, a number out of range) goes the long way, which says what it means or what
 * is wrong. Keys and texts are asked for once and remembered.
 */

import type * as Glue from "./module/paicha.js";

const PAIRS = 512;
/** The sorts of a pair's value, as the module reads them. */
const NUMBER = 0;
const TRUTH = 1;
const TEXT = 2;
/** So many texts of one input are remembered; what has more, like remarks, is not worth it. */
const REMEMBERED = 256;

interface Input {
  key: string;
  index: number;
  /** The first number of its pairs, but for the sort of the value. */
  what: number;
  texts: Map<string, number>;
}

export class Writer {
  private readonly raw: Glue.Assessor;
  private readonly memory: WebAssembly.Memory;
  private readonly address: number;
  private pairs: Float64Array;
  private readonly inputs = new Map<string, Input>();
  /** The inputs in the order in which places gave them. */
  private readonly order: Input[] = [];
  private readonly sorts = new Map<string, number>();

  constructor(raw: Glue.Assessor, memory: WebAssembly.Memory) {
    this.raw = raw;
    this.memory = memory;
    this.address = raw.pairs();
    this.pairs = new Float64Array(memory.buffer, this.address, PAIRS * 2);
  }

  /** Scores a place: both ends of the score, both ends of the level by index. `undefined` when it is not plain. */
  score(place: object): Float64Array | undefined {
    if (!isPlain(place)) {
      return undefined;
    }
    const { id, name, kinds, region, since, facts, answers } = place as Record<string, unknown>;
    if (!isPlainId(id) || (name !== undefined && name !== null && typeof name !== "string")) {
      return undefined;
    }
    for (const key in place) {
      if (!isField(key) && (place as Record<string, unknown>)[key] !== undefined) {
        return undefined;
      }
    }
    this.refresh();
    const sort = this.sort(kinds, region, since);
    const before = sort < 0 ? -1 : this.write(facts, 0);
    const count = before < 0 ? -1 : this.write(answers, before);
    // Without facts and answers it is a row of a table, not a nested place.
    if (count < 0 || (facts === undefined && answers === undefined) || !this.raw.score(sort, count)) {
      return undefined;
    }
    this.refresh();
    return this.pairs;
  }

  /** Writes facts or answers from a pair on. Answers how many pairs there are then; -1 for what is not plain. */
  private write(values: unknown, from: number): number {
    if (values === undefined || values === null) {
      return from;
    }
    if (typeof values !== "object" || !isPlain(values)) {
      return -1;
    }
    const { order } = this;
    let { pairs } = this;
    let at = from * 2;
    let place = 0;
    for (const key in values) {
      // Most places give their keys in the order of the one before.
      let input = order[place];
      if (input === undefined || input.key !== key) {
        input = this.input(key, place);
      }
      place += 1;
      if (input === undefined || at === PAIRS * 2) {
        return -1;
      }
      const value = (values as Record<string, unknown>)[key];
      if (typeof value === "boolean") {
        pairs[at] = input.what + TRUTH;
        pairs[at + 1] = value ? 1 : 0;
      } else if (typeof value === "number") {
        pairs[at] = input.what + NUMBER;
        pairs[at + 1] = value;
      } else if (value === null || value === undefined) {
        continue;
      } else {
        const text = typeof value === "string" ? this.text(input, value) : -1;
        if (text < 0) {
          return -1;
        }
        pairs = this.pairs;
        pairs[at] = input.what + TEXT;
        pairs[at + 1] = text;
      }
      at += 2;
    }
    return at / 2;
  }

  /** The input of a key, which the next place is likely to give there too. */
  private input(key: string, place: number): Input | undefined {
    let input = this.inputs.get(key);
    if (input === undefined) {
      const index = this.raw.input(key);
      this.refresh();
      // There is no end to keys that mean nothing; they are not remembered.
      if (index < 0) {
        return undefined;
      }
      input = { key, index, what: index * 4, texts: new Map() };
      this.inputs.set(key, input);
    }
    this.order[place] = input;
    return input;
  }

  private text(input: Input, text: string): number {
    const known = input.texts.get(text);
    if (known !== undefined) {
      return known;
    }
    if (input.texts.size >= REMEMBERED) {
      return -1;
    }
    const number = this.raw.text(input.index, text);
    this.refresh();
    input.texts.set(text, number);
    return number;
  }

  /** The number of what a place is besides its facts; -1 when it is not in order. */
  private sort(kinds: unknown, region: unknown, since: unknown): number {
    let key: string;
    if (Array.isArray(kinds) && kinds.length === 1 && typeof kinds[0] === "string" && region == null && since == null) {
      key = kinds[0];
    } else {
      key = JSON.stringify([kinds, region, since]);
    }
    const known = this.sorts.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.sorts.size >= REMEMBERED * 16) {
      return -1;
    }
    const number = this.raw.sortOfPlace(JSON.stringify({ id: "1", kinds, region, since, facts: {} }));
    this.refresh();
    this.sorts.set(key, number);
    return number;
  }

  /** Memory that has grown is another buffer, and the old one is empty; what was written is in the new one. */
  private refresh(): void {
    if (this.pairs.length === 0) {
      this.pairs = new Float64Array(this.memory.buffer, this.address, PAIRS * 2);
    }
  }
}

/** Whether a plain place may have a field; one with records is not plain. */
function isField(key: string): boolean {
  switch (key) {
    case "id":
    case "name":
    case "kinds":
    case "region":
    case "since":
    case "facts":
    case "answers":
      return true;
    default:
      return false;
  }
}

/** Whether an object is just its own keys and values, so that JSON would say the same. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown;
  return (prototype === Object.prototype || prototype === null) && (value as { toJSON?: unknown }).toJSON === undefined;
}

/** Whether an id certainly is one: it has a digit. Some texts (`/`, `无`, `#N/A`) say that there is none. */
function isPlainId(id: unknown): boolean {
  if (typeof id === "number") {
    return Number.isSafeInteger(id) && id >= 0;
  }
  if (typeof id !== "string" || id.charCodeAt(0) === 35) {
    return false;
  }
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      return true;
    }
  }
  return false;
}
