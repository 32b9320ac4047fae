/** The checklist: a kind's, and that of a place of the ledger. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NAMED, downloaded, openSample, start } from "./support.js";

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

  it("keeps the answers of a named place that is in no ledger", async () => {
    const { page } = await demo.visit({ address: "#/checklist" });
    await page.fill("#checklist-name", "街角小店");
    await page.press("#checklist-name", "Enter");
    await page.waitForSelector("paicha-checklist >> text=街角小店");
    await answer(page, "私拉乱接", "是");
    await page.reload();
    await page.fill("#checklist-name", "街角小店");
    await page.press("#checklist-name", "Enter");
    await page.waitForFunction(() => document.querySelector("paicha-checklist")?.result?.place.facts.wiring_unsafe === true);
    await page.fill("#checklist-name", "别家");
    await page.press("#checklist-name", "Enter");
    await page.waitForFunction(() => document.querySelector("paicha-checklist").result.place.facts.wiring_unsafe === undefined);
  });

  it("tells the end of an inspection, and hands it over", async () => {
    const { page, complaints } = await demo.visit({ address: "#/checklist" });
    await page.waitForSelector("#checklist-kind");
    await page.selectOption("#checklist-kind", { label: "河道" });
    await page.waitForSelector("paicha-checklist >> text=河道");
    const sections = page.locator("paicha-checklist").getByText("本节全部符合");
    for (let index = 0; index < (await sections.count()); index += 1) {
      await sections.nth(index).click();
    }
    await page.evaluate(() => document.querySelector("paicha-checklist").finish());
    assert.match(await page.innerText(".finished"), /检查完成：\s*低风险\s*，不符合 0 项/);
    const { name, bytes } = await downloaded(page, () => page.click(".finished button"));
    assert.equal(name, "检查-未命名的场所-2023-12-31.json");
    assert.deepEqual(JSON.parse(bytes.toString("utf8")).place.kinds, ["river"]);
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
