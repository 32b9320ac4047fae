/** The checklist: a kind's, and that of a place of the ledger. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NAMED, openSample, start } from "./support.js";

describe("the checklist", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  const answer = (page, question, choice) => page.locator("fieldset", { hasText: question }).getByRole("radio", { name: choice, exact: true }).check();

  it("changes the level as answers come", async () => {
    const { page, complaints } = await demo.visit({ address: "#/checklist" });
    await page.waitForSelector("#checklist-kind");
    await page.selectOption("#checklist-kind", { label: "河道" });
    await page.waitForSelector("paicha-checklist >> text=河道");
    const before = await page.evaluate(() => document.querySelector("paicha-checklist").result.assessment);
    assert.notEqual(before.score, before.score_at_worst);
    const section = page.locator("paicha-checklist").getByText("本节全部符合").first();
    await section.click();
    const after = await page.evaluate(() => document.querySelector("paicha-checklist").result.assessment);
    assert.ok(after.score_at_worst < before.score_at_worst, `${after.score_at_worst} after ${before.score_at_worst}`);
    assert.deepEqual(complaints, []);
  });

  it("opens from a place with what the ledger knows of it, and leads back", async () => {
    const { page, complaints } = await demo.visit();
    await openSample(page, NAMED);
    await page.click("text=北岸华庭小区");
    await page.click("text=去检查");
    await page.waitForSelector("paicha-checklist >> text=北岸华庭小区");
    const { assessment, place } = await page.evaluate(() => document.querySelector("paicha-checklist").result);
    assert.equal(place.id, "P-0006");
    assert.equal(place.facts.fire_tank_has_water, false);
    assert.deepEqual([assessment.level, assessment.level_at_worst], ["orange", "red"]);
    assert.deepEqual([assessment.score, assessment.score_at_worst], [55, 250]);
    await answer(page, "拒不整改", "是");
    await page.waitForFunction(() => document.querySelector("paicha-checklist").result.assessment.level === "red");
    await page.click("text=回台账");
    assert.match(await page.innerText(".place-view h2"), /北岸华庭小区/);
    assert.deepEqual(complaints, []);
  });
});
