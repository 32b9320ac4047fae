/** The calendar of what is due. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NAMED, STREET_2022, drop, openSample, settled, start, texts, usePack } from "./support.js";

const PLACES = "编号,名称,类型,纳入日期\nR1,胜利河,河道,2020-01-01\nR2,孝庄河,河道,2020-01-01\n";

describe("the calendar", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  it("shows what is due and what is late on their days, and whose it is", async () => {
    const { page, complaints } = await demo.visit();
    await usePack(page, "xincheng-2022", "2022-12-31");
    await page.fill("#as-of", "2022-09-21");
    const patrols = ["2022-09-12,社区", "2022-09-05,街道", "2022-08-05,街道"].map((rest) => `R1,巡河,${rest}`);
    await drop(page, [
      { name: "河道.csv", content: PLACES },
      { name: "巡河记录.csv", content: `编号,任务,日期,检查主体\n${[...patrols, "R2,巡河,2022-09-06,社区", "R2,巡河,2022-09-05,街道"].join("\n")}\n` },
    ]);
    await settled(page);
    await page.click(".source summary");
    await page.fill(".source input[type=date]", "2022-09-05");
    await settled(page);
    await page.click("#tab-calendar");
    // R2 had no patrol in the week of 12 to 18 September; R1 is to be patrolled until Sunday the 25th.
    assert.equal((await page.textContent('[data-day="2022-09-18"]')).replace(/\s/g, ""), "18日逾期1项");
    assert.equal((await page.textContent('[data-day="2022-09-25"]')).replace(/\s/g, ""), "25日1项");
    await page.click('[data-day="2022-09-18"]');
    assert.deepEqual(await texts(page, ".day li a"), ["孝庄河"]);
    assert.match(await page.innerText(".day summary"), /巡河.*逾期 3 天/);
    assert.deepEqual(complaints, []);
  });

  it("follows the filters", async () => {
    const { page } = await demo.visit();
    await openSample(page, STREET_2022);
    await page.click("#tab-calendar");
    await page.selectOption("#kind", { label: "河道" });
    const tasks = await texts(page, ".day h3");
    assert.ok(tasks.length > 0 && tasks.every((task) => task.startsWith("巡河")), tasks.join());
    await page.click(".day li a >> nth=0");
    assert.match(await page.innerText(".place-view"), /巡河/);
  });

  it("says that nothing is known without records, and takes them", async () => {
    const { page } = await demo.visit();
    await openSample(page, NAMED);
    await page.click("#tab-calendar");
    assert.match(await page.innerText(".empty"), /没有给出工作记录/);
    await page.setInputFiles(".empty input", { name: "记录.csv", mimeType: "text/csv", buffer: Buffer.from("编号,任务,日期,检查主体\nP-0017,巡河,2022-12-30,社区\n") });
    await page.waitForSelector(".month");
    assert.match(await page.innerText(".source summary"), /记录\.csv/);
  });
});
