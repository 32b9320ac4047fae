/** Every page on a desk and on a phone: nothing serious for axe, nothing wider than the screen, no broken policy. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { DESK, NAMED, PHONE, STREET, openSample, start } from "./support.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PAGES = {
  "before a ledger": async () => {},
  ranking: (page) => openSample(page, STREET),
  "rows that cannot be read": async (page) => {
    await openSample(page, STREET);
    await page.click("#tab-problems");
  },
  calendar: async (page) => {
    await openSample(page, STREET);
    await page.click("#tab-calendar");
    await page.waitForSelector(".month");
  },
  "a place": async (page) => {
    await openSample(page, NAMED);
    await page.click("text=北岸华庭小区");
  },
  checklist: async (page) => {
    await page.click("nav >> text=检查表");
    await page.waitForSelector("paicha-checklist >> text=消防");
  },
  "rules with a mistake": async (page) => {
    await openSample(page, NAMED);
    await page.click("nav >> text=改规则");
    await page.waitForSelector(".sums");
    await page.fill("#rule-text", "[fact.a]\nlabel = 1\n");
    await page.waitForSelector(".diagnostics li");
  },
};

describe("looks", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  for (const [width, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    for (const [name, open] of Object.entries(PAGES)) {
      it(`${name}, ${width}`, async () => {
        const { page, context, complaints } = await demo.visit({ viewport });
        await page.waitForSelector(".samples button");
        await open(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
        // The tool is let in beside the policy, by the browser itself.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
        assert.deepEqual(serious, []);
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
});
