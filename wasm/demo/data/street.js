/** Makes up a sub-district's ledger for a pack: mostly well kept, with the odd thing wrong or not looked at. The same every time. */

import { cell, dayBefore, inputsOf } from "./inputs.js";
import { COMMUNITIES, placeName } from "./names.js";
import { recordsOf } from "./records.js";

/** How often kinds come; those not named are rare. */
const WEIGHTS = { restaurant: 30, shop: 34, rental_house: 22, residential_compound: 6, elder_household: 6, school: 1.2, elderly_home: 0.8, property_company: 1, community: 0.4, river: 0.4, market: 0.4, park: 0.4, street_office: 0 };
/** How often a fact that says what a place is holds; others one time in eight. */
const SHARES = { uses_gas: 0.8, has_lift: 0.6, sells_food: 0.5, closed: 0.01 };
const VARIANTS = 12;
const COLUMNS = ["编号", "名称", "类型", "所属区域", "纳入日期"];

/** Places and records as CSV. */
export function street(pack, { asOf, rows, region, wrong = [] }) {
  const random = generator(20231020);
  const maker = { pack, asOf, random, pick: (list) => list[Math.floor(random() * list.length)] };
  const kinds = pack.items.kinds.filter((kind) => (WEIGHTS[kind.id] ?? 0) > 0);
  const models = new Map(kinds.map((kind) => [kind.id, modelsOf(maker, kind)]));
  const headers = new Map();
  models.forEach(({ inputs }) => inputs.forEach((input) => headers.set(input.header, input)));
  const places = Array.from({ length: rows }, (_, index) => place(maker, weighted(kinds, random), models, index, region));
  return {
    places: csv([...COLUMNS, ...headers.keys()], [...places.map((one) => row(one, headers)), ...wrong.map((cells) => wrongRow(cells, headers))]),
    records: csv(["编号", "任务", "日期", "检查主体", "结果"], places.flatMap((one) => recordsOf(maker, one))),
  };
}

/** Well-kept places of a kind: each with other traits, and of everything else the value with which least is wrong. */
function modelsOf(maker, kind) {
  const inputs = inputsOf(maker.pack.items, kind.id, maker.asOf);
  const variants = Array.from({ length: VARIANTS }, () => {
    const known = new Map();
    inputs.filter((input) => input.isProfile).forEach((input) => known.set(input, trait(maker, input)));
    inputs.filter((input) => !input.isProfile).forEach((input) => known.set(input, best(maker, kind, known, input)));
    return known;
  });
  return { inputs, variants };
}

function trait({ random, pick }, input) {
  return input.type === "bool" ? random() < (SHARES[input.id] ?? 0.12) : pick(input.candidates);
}

function best(maker, kind, known, input) {
  const cost = (value) => {
    const { score, score_at_worst } = maker.pack.score(asPlace(kind, new Map(known).set(input, value)), { asOf: maker.asOf });
    return score_at_worst + score;
  };
  const costs = input.candidates.map(cost);
  return input.candidates[costs.indexOf(Math.min(...costs))];
}

function asPlace(kind, known) {
  const part = (isAnswer) => Object.fromEntries([...known].filter(([input]) => input.isAnswer === isAnswer).map(([input, value]) => [input.id, value]));
  return { id: "model", kinds: [kind.id], facts: part(false), answers: part(true) };
}

function place(maker, kind, models, index, region) {
  const { random, pick } = maker;
  const carelessness = pick([0, 0, 0.003, 0.006, 0.012, 0.03, 0.07]);
  const blank = pick([0, 0, 0, 0, 0.02, 0.05, 0.4]);
  const known = new Map(pick(models.get(kind.id).variants));
  for (const [input] of known) {
    if (random() < blank) {
      known.delete(input);
    } else if (!input.isProfile && random() < carelessness) {
      known.set(input, pick(input.candidates));
    }
  }
  return {
    id: `S-${String(index + 1).padStart(5, "0")}`,
    name: placeName(kind, pick, index),
    kind,
    region: `${region}/${pick(COMMUNITIES)}`,
    since: dayBefore(maker.asOf, 300 + Math.floor(random() * 2500)),
    diligence: pick([1, 1, 0.95, 0.85, 0.6]),
    known,
  };
}

function row({ id, name, kind, region, since, known }, headers) {
  const values = new Map([...known].map(([input, value]) => [input.header, cell(input, value)]));
  return [id, name, kind.label, region, since, ...[...headers.keys()].map((header) => values.get(header) ?? "")];
}

function wrongRow({ id, name, kind, ...cells }, headers) {
  return [id, name, kind, "", "", ...[...headers.keys()].map((header) => cells[header] ?? "")];
}

function weighted(kinds, random) {
  const total = kinds.reduce((sum, kind) => sum + WEIGHTS[kind.id], 0);
  let left = random() * total;
  return kinds.find((kind) => (left -= WEIGHTS[kind.id]) < 0) ?? kinds[0];
}

function csv(header, rows) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\uFEFF${[header, ...rows].map((cells) => cells.map(quoted).join(",")).join("\n")}\n`;
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
