// Nothing leaks: what is freed, or found by the garbage collector, is room for what comes next.
import "./instances.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { load } from "paicha";
import { memory } from "./instances.js";
import { OPTIONS, PLACE, smallBundle } from "./small.js";

const LOADS = 100_000;
const bundle = await smallBundle();

/** Does something many times; the memory taken after the first thousand times must be enough for the rest. */
async function staysWithin(times, once) {
  let taken = 0;
  for (let time = 0; time < times; time += 1) {
    await once(time);
    if (time === 1_000) {
      taken = memory();
    }
  }
  assert.equal(memory(), taken);
}

test(`${LOADS} loads and frees`, async () => {
  await staysWithin(LOADS, async () => (await load(bundle)).free());
});

test("20,000 places, explanations, tables and errors", async () => {
  const pack = await load(bundle);
  const rows = [[1, ["id", "kinds", "gas"]], [2, ["P-1", "shop", "是"]], [3, ["P-2", "nowhere", "?"]]];
  const attempts = [
    () => pack.assess(PLACE, OPTIONS),
    () => pack.explain(PLACE, OPTIONS),
    () => pack.assessMany([PLACE, { id: "P-2", kinds: [] }], OPTIONS).free(),
    async () => (await pack.assessTable(rows, OPTIONS)).free(),
    () => assert.throws(() => pack.assess({ id: "P-3", kinds: ["nowhere"] }, OPTIONS)),
    () => assert.rejects(pack.assessTable([[1, ["nothing"]]], OPTIONS)),
    () => assert.throws(() => pack.assessor({ asOf: "today" })),
  ];
  await staysWithin(20_000, (time) => attempts[time % attempts.length]());
  pack.free();
});

test("20,000 loads without a free, while the garbage collector runs", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  await staysWithin(20_000, async (time) => {
    (await load(bundle)).assess(PLACE, OPTIONS);
    if (time % 100 === 99) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
});
