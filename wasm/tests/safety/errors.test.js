// Whatever is given wrongly is a PaichaError that says so in both languages, and leaves the engine as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PaichaError, load } from "paicha";
import * as full from "paicha/full";
import { OPTIONS, PLACE, RULES, smallBundle } from "./small.js";

/** Numbers that look random and are the same in each run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const draw = random(4);
const of = (list) => list[draw(list.length)];

const SCALARS = [undefined, null, true, 0, -1, 1.5, Number.NaN, Infinity, 1e300, "", "x", "是", "2022-02-30", "\ud800", "\0", "名".repeat(5_000), 7n, Symbol("s"), () => 1];

/** Any value, wrong or right, at most so deep. */
function anything(depth = 3) {
  const kind = depth === 0 ? 0 : draw(6);
  if (kind < 3) {
    return of(SCALARS);
  }
  const inner = Array.from({ length: draw(4) }, () => anything(depth - 1));
  if (kind === 3) {
    return inner;
  }
  if (kind === 4) {
    return new Uint8Array(inner.length).map(() => draw(256));
  }
  const keys = ["id", "kinds", "facts", "answers", "records", "gas", "asOf", "rows", "name", "bytes", "__proto__", "toJSON"];
  return Object.fromEntries(inner.map((value) => [of(keys), value]));
}

/** A text with a few of its characters changed. */
function damaged(text) {
  const characters = [...text];
  for (let change = draw(3); change >= 0; change -= 1) {
    characters[draw(characters.length)] = of(['"', "{", "}", "[", "0", "-", "é", "\\", "", "null", "名"]);
  }
  return characters.join("");
}

const bundle = await smallBundle();
const pack = await load(bundle);
const many = pack.assessMany([PLACE], OPTIONS);
const good = JSON.stringify([pack.explain(PLACE, OPTIONS), pack.items]);

const ATTEMPTS = {
  "load anything": () => load(anything()),
  "load a damaged bundle": () => load(damaged(bundle)),
  "check anything": () => full.check(anything(), anything()),
  "check damaged rules": () => full.check({ "p/pack.toml": damaged(RULES) }, "p"),
  "assess anything": () => pack.assess(anything(), OPTIONS),
  "assess with any options": () => pack.assess(PLACE, anything()),
  "assess with any records": () => pack.assess(PLACE, { ...OPTIONS, records: anything() }),
  "assess any facts": () => pack.assess({ ...PLACE, facts: anything(), answers: anything() }, OPTIONS),
  "explain any kinds": () => pack.explain({ ...PLACE, id: anything(), kinds: anything() }, OPTIONS),
  "an assessor of any day": () => pack.assessor({ asOf: anything(), recordsFrom: anything() }),
  "any questions": () => pack.questions(anything(), anything(), OPTIONS),
  "many of anything": () => pack.assessMany(anything(), { ...OPTIONS, defaultKind: anything() }),
  "a table of anything": () => pack.assessTable(anything(), OPTIONS),
  "a table of any cells": () => pack.assessTable([[1, ["id", "kinds", "gas"]], [draw(5), anything()]], { ...OPTIONS, file: anything() }),
  "a table with any records": () => pack.assessTable([[1, ["id", "kinds"]]], { ...OPTIONS, records: anything() }),
  "any row": () => many.assessment(anything()),
  "outcomes of any check": () => many.outcomes(anything()),
  "any file": () => pack.assessFile({ ...OPTIONS, places: anything(), records: anything() }),
  "a file of any bytes": () => pack.assessFile({ ...OPTIONS, places: { name: "x", bytes: new TextEncoder().encode(damaged('[{"id":"P-1","kinds":["shop"]}]')) } }),
  "a warning of any day": () => pack.warning(anything()),
};

for (const [about, attempt] of Object.entries(ATTEMPTS)) {
  test(`1,000 times ${about}`, async () => {
    let refused = 0;
    for (let time = 0; time < 1_000; time += 1) {
      try {
        const result = await attempt();
        if (result instanceof full.Checked) {
          refused += result.diagnostics.length;
          result.pack?.free();
        }
        result?.free?.();
      } catch (error) {
        refused += 1;
        assert.ok(error instanceof PaichaError, `${error?.stack}`);
        assert.match(error.code, /^[A-Z]\d{3,4}$/, error.message);
        assert.ok(!error.code.startsWith("W"), error.message);
        assert.ok(error.text.zh && error.text.en, error.message);
      }
      if (time % 50 === 0) {
        assert.equal(JSON.stringify([pack.explain(PLACE, OPTIONS), pack.items]), good);
      }
    }
    assert.ok(refused > 0, "something is refused");
    assert.equal(JSON.stringify([pack.explain(PLACE, OPTIONS), pack.items]), good);
    assert.equal(JSON.stringify([(await load(bundle)).explain(PLACE, OPTIONS), pack.items]), good);
  });
}

test("an error names what was wrong", () => {
  assert.throws(() => pack.assessor({ asOf: "today" }), { code: "A001", message: /today/ });
  assert.throws(() => pack.assess({ ...PLACE, kinds: ["bar"] }, OPTIONS), { code: "C007", location: "/kinds", message: /bar.*门店/ });
  assert.throws(() => many.outcomes("nothing"), { code: "A006", message: /nothing/ });
});

test("an object that was given back says so, and can be given back again", async () => {
  const own = await load(bundle);
  const assessor = own.assessor(OPTIONS);
  const assessed = assessor.assessMany([PLACE]);
  const freed = (use) => assert.throws(use, (error) => error instanceof PaichaError && error.code === "W005");
  assessed.free();
  assessed.free();
  freed(() => assessed.assessment(0));
  assessor.free();
  assessor.free();
  freed(() => assessor.assess(PLACE));
  own.free();
  own.free();
  freed(() => own.assess(PLACE, OPTIONS));
  assert.equal(JSON.stringify([pack.explain(PLACE, OPTIONS), pack.items]), good);
});
