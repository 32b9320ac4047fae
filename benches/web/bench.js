// Sets the package beside other engines and JavaScript written by hand, on the pack of ../workload: `npm ci && npm start`
// after `wasm/build`. Every answer is compared before anything is timed. Medians of rounds in which all take turns.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import jsonLogic from "json-logic-js";
import { LogicEngine } from "json-logic-engine";
import { load } from "../../wasm/dist/node/index.js";
import { loadRules } from "../../wasm/dist/node/full.js";
import { both, complete, one } from "./hand.js";
import { columns, places } from "./places.js";
import { rulesEngine } from "./rules_engine.js";
import { LEVELS, verdict } from "./verdict.js";

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const asOf = "2022-12-31";
const beside = (path) => new URL(path, import.meta.url);

const rules = await loadRules({ "workload/pack.toml": readFileSync(beside("../workload/pack.toml")) }, "workload");
const assessor = (await load(rules.bundle())).assessor({ asOf });
const checks = JSON.parse(readFileSync(beside("../peers/rules/checks.json"), "utf8"));

await oneByOne(places(2000, 0));
batches(20_000);

async function oneByOne(list) {
  const compiled = new LogicEngine().build(checks);
  const interpreted = new LogicEngine(undefined, { disableInterpretedOptimization: true });
  const engine = rulesEngine(checks);
  const paicha = (place) => assessor.score(place);
  const contenders = {
    "by hand": (place) => one(place.facts),
    "json-logic-engine, compiled (needs unsafe-eval)": (place) => verdict(compiled(place.facts)),
    "paicha, score and level": paicha,
    "json-logic-engine, interpreted": (place) => verdict(interpreted.run(checks, place.facts)),
    "json-logic-js": (place) => verdict(jsonLogic.apply(checks, place.facts)),
    "paicha, full assessment": (place) => assessor.assess(place),
  };
  for (const place of list) {
    const expected = one(place.facts);
    const seen = paicha(place);
    assert.deepEqual([seen.score, seen.score_at_worst, seen.level, seen.level_at_worst], [expected.score, expected.score, LEVELS[expected.level], LEVELS[expected.level]], place.id);
    const { score, level } = assessor.assess(place);
    assert.deepEqual([score, level], [expected.score, LEVELS[expected.level]]);
    for (const name of Object.keys(contenders).filter((name) => name.startsWith("json"))) {
      assert.deepEqual(contenders[name](place), expected, name);
    }
  }
  const few = list.slice(0, 50);
  const events = async (place) => {
    const failed = new Array(checks.length).fill(false);
    for (const { type } of (await engine.run(place.facts)).events) {
      failed[type] = true;
    }
    return verdict(failed);
  };
  for (const place of few) {
    assert.deepEqual(await events(place), one(place.facts), "json-rules-engine");
  }
  const times = measure(contenders, (work) => {
    for (const place of list) {
      work(place);
    }
  }, list.length);
  times["json-rules-engine"] = await slow(events, few);
  print("One place, an object of which everything is known: 20 checks, score and level", times, "json-logic-engine, compiled (needs unsafe-eval)");
}

async function slow(work, list) {
  const rounds = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (const place of list) {
      await work(place);
    }
    rounds.push(((performance.now() - start) / list.length) * 1e6);
  }
  return median(rounds);
}

function batches(count) {
  const known = columns(places(count, 0));
  const blank = columns(places(count, 0.2));
  check(known, complete(known));
  check(blank, both(blank));
  const assess = (given) => {
    const assessed = assessor.assessMany(given);
    const results = [assessed.scores(), assessed.scoresAtWorst(), assessed.levels(), assessed.levelsAtWorst()];
    assessed.free();
    return results;
  };
  const run = (work) => work();
  const contenders = {
    "by hand: outcomes, both ends": () => both(blank),
    "paicha: outcomes, both ends": () => assess(blank),
  };
  print(`${count} places as columns, a fifth of the facts blank`, measure(contenders, run, count), "by hand: outcomes, both ends");
  const sure = {
    "by hand: score and level": () => complete(known),
    "paicha: outcomes, both ends": () => assess(known),
  };
  print(`${count} places as columns, everything known`, measure(sure, run, count), "by hand: score and level");
}

function check(given, expected) {
  const assessed = assessor.assessMany(given);
  assert.deepEqual(assessed.scores(), expected.scores);
  assert.deepEqual(assessed.levels(), expected.levels);
  if (expected.scoresAtWorst) {
    assert.deepEqual(assessed.scoresAtWorst(), expected.scoresAtWorst);
    assert.deepEqual(assessed.levelsAtWorst(), expected.levelsAtWorst);
  }
  assessed.free();
}

/** Median nanoseconds a place of each contender; in every round each has its turn. */
function measure(contenders, run, count) {
  const rounds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS + 3; round++) {
    for (const [name, work] of Object.entries(contenders)) {
      const start = performance.now();
      run(work);
      // The first rounds warm up.
      if (round >= 3) {
        rounds[name].push(((performance.now() - start) / count) * 1e6);
      }
    }
  }
  return Object.fromEntries(Object.entries(rounds).map(([name, times]) => [name, median(times)]));
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function print(title, times, yardstick) {
  console.log(`\n${title}\n`);
  console.log("| | ns a place | × |\n|---|---|---|");
  for (const [name, time] of Object.entries(times).sort(([, a], [, b]) => a - b)) {
    console.log(`| ${name} | ${Math.round(time)} | ${(time / times[yardstick]).toFixed(2)} |`);
  }
}
