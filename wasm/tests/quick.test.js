// The quick ways in (a score from an object, columns from typed arrays) say what the long way says, whatever they are given.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "paicha";
import { bundle } from "./packs.js";

const asOf = "2022-12-31";
const pack = await load(await bundle("xincheng-2022"));
const { facts, checks, kinds } = pack.items;
const observed = checks.filter((check) => check.rule === "observed");

/** Random numbers from 0 to 1, the same in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(11);
const one = (list) => list[Math.floor(next() * list.length)];

/** A value that a fact can have. */
function proper({ fact_type: type, range }) {
  if (type === "bool") return next() < 0.5;
  if (type === "date") return one(["2020-02-29", "2022-08-03"]);
  if (type === "text") return one(["张三", "李四"]);
  if (type.number) return Math.round((range.min ?? 0) + next() * Math.min(200, (range.max ?? 200) - (range.min ?? 0)));
  return type.choice ? one(type.choice).id : [one(type.tags).id];
}

/** What people write instead: other words, nothing, what does not apply, what is wrong. */
const OTHERS = [null, undefined, "是", "否", "/", "不涉及", "不详", 1, 0, -1e9, 1e12, "无", "", "x", [], {}, true, "2022-13-01", "1,200", NaN, "符合"];

function place(index) {
  const values = (list, value) => Object.fromEntries(list.filter(() => next() < 0.3).map((item) => [next() < 0.8 ? item.id : (item.label ?? item.title), next() < 0.97 ? value(item) : one(OTHERS)]));
  const others = [{}, {}, {}, {}, { region: one(["新城街道", "新城街道/龙兴社区", null, 5]) }, { since: one(["2020-01-01", "2022-06-30", "去年"]) }, { records: [] }, { note: 1 }, { name: "甲" }];
  return {
    id: next() < 0.98 ? `P-${index}` : one(["/", "", null, 7, "#N/A 1", "无"]),
    kinds: next() < 0.95 ? [one(kinds).id] : one([["restaurant", "shop"], "restaurant", [], ["x"], null, ["餐饮场所"], ["restaurant", "restaurant"]]),
    ...one(others),
    ...(next() < 0.97 ? { facts: values(facts, proper) } : {}),
    ...(next() < 0.5 ? { answers: values(observed, () => one(["passes", "fails", "not_applicable", "符合", "不符合", null])) } : {}),
  };
}

function result(work) {
  try {
    return work();
  } catch (error) {
    return { code: error.code, location: error.location };
  }
}

test("a score is what the assessment says, and fails where it fails", () => {
  const assessor = pack.assessor({ asOf });
  let [scored, refused] = [0, 0];
  for (let index = 0; index < 6000; index += 1) {
    const given = place(index);
    const expected = result(() => {
      const { score, score_at_worst, level, level_at_worst } = assessor.assess(given);
      return { score, score_at_worst, level, level_at_worst };
    });
    assert.deepEqual(result(() => assessor.score(given)), expected, JSON.stringify(given));
    "code" in expected ? (refused += 1) : (scored += 1);
  }
  assert.ok(scored > 2000 && refused > 500, `${scored} scored, ${refused} refused`);
});

test("what is no place is refused by a score as by an assessment", () => {
  for (const given of [null, undefined, 5, "P-1", [], () => {}, new Map(), { toJSON: () => ({ id: "P-1", kinds: ["shop"], facts: {} }) }, Object.create({ id: "P-1" })]) {
    assert.deepEqual(result(() => pack.score(given, { asOf })), result(() => {
      const { score, score_at_worst, level, level_at_worst } = pack.assess(given, { asOf });
      return { score, score_at_worst, level, level_at_worst };
    }), String(given));
  }
});

/** Places of good values, and the same as columns. */
function good(count, kindsOf) {
  const own = facts.filter(({ fact_type: type }) => type !== "text" && !type.tags);
  const list = Array.from({ length: count }, (_, index) => ({
    id: `P-${index + 1}`,
    kinds: kindsOf(index),
    facts: Object.fromEntries(own.map((fact) => [fact.id, next() < 0.8 ? proper(fact) : null])),
    answers: Object.fromEntries(observed.map((check) => [check.id, one(["passes", "fails", "not_applicable", null])])),
  }));
  const column = (id, key) => list.map((each) => each[key][id]);
  const typed = ({ id, fact_type: type }) => {
    const values = column(id, "facts");
    if (type === "bool") return Uint8Array.from(values, (value) => (value === null ? 255 : Number(value)));
    if (type.number) return Float64Array.from(values, (value) => value ?? NaN);
    return type.choice ? { codes: Uint8Array.from(values, (value) => (value === null ? 255 : type.choice.findIndex(({ id }) => id === value))), values: type.choice.map(({ id }) => id) } : values;
  };
  return {
    list,
    columns: {
      length: count,
      ids: list.map(({ id }) => id),
      facts: Object.fromEntries(own.map((fact) => [fact.id, typed(fact)])),
      answers: Object.fromEntries(observed.map((check) => [check.id, column(check.id, "answers")])),
    },
  };
}

function same(assessed, expected) {
  for (const results of ["scores", "scoresAtWorst", "levels", "levelsAtWorst"]) {
    assert.deepEqual(assessed[results](), expected[results](), results);
  }
  for (const { id } of checks) {
    assert.deepEqual(assessed.outcomes(id), expected.outcomes(id), id);
  }
  for (const row of [0, 63, 64, assessed.length - 1]) {
    assert.deepEqual(assessed.explain(row), expected.explain(row));
  }
  assert.deepEqual(assessed.rows(), expected.rows());
}

test("columns of one kind say what the places say", () => {
  const { list, columns } = good(700, () => ["restaurant"]);
  same(pack.assessMany({ ...columns, kinds: ["restaurant"] }, { asOf }), pack.assessMany(list, { asOf }));
});

test("columns of several kinds say what the places say", () => {
  const sets = [["shop"], ["river"], ["restaurant", "shop"]];
  const { list, columns } = good(300, (index) => sets[index % 3]);
  const codes = Uint8Array.from(list, (_, index) => index % 3);
  same(pack.assessMany({ ...columns, kinds: { codes, values: sets } }, { asOf }), pack.assessMany(list, { asOf }));
});

test("a value of a column that cannot be read is the problem of its row", () => {
  const area = facts.find(({ fact_type: type, range }) => type.number && range.max !== null);
  const assessed = pack.assessMany({ length: 3, kinds: ["restaurant"], ids: ["A", "B", "C"], facts: { [area.id]: Float64Array.of(area.range.max + 1, NaN, Infinity) } }, { asOf });
  assert.deepEqual(assessed.rows().map(({ id, problems }) => [id, problems?.map(({ code, row }) => [code, row])]), [["A", [["C003", 1]]], ["B", undefined], ["C", [["C002", 3]]]]);
  assert.deepEqual([...assessed.levels()].map((level) => level === 255), [true, false, true]);
  assert.throws(() => assessed.assessment(0), { code: "A003" });
});

test("columns that do not fit are refused", () => {
  const refused = (columns, code) => assert.throws(() => pack.assessMany(columns, { asOf }), { code }, JSON.stringify(columns));
  const kinds = ["restaurant"];
  refused({ length: 2, kinds, facts: { uses_gas: Uint8Array.of(1) } }, "C016");
  refused({ length: 1, kinds, facts: { uses_gas: Float64Array.of(1) } }, "C016");
  refused({ length: 1, kinds, facts: { nothing: Uint8Array.of(1) } }, "C001");
  refused({ length: 1, kinds: ["x"] }, "C007");
  refused({ length: 1, kinds: [] }, "C008");
  refused({ length: 1, kinds: { codes: Uint8Array.of(1), values: [kinds] } }, "C016");
  refused({ length: -1, kinds }, "A007");
  refused({ length: 1 }, "A007");
  refused({ length: 1, kinds, facts: { uses_gas: "是" } }, "A007");
  refused({ length: 1, kinds, ids: ["A", "B"] }, "C016");
});
