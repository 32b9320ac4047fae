// Answers: what they change, what they hide, what is filled in at once, what the page is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { block, fill, last, level, page as html, pick, PLACE, score, section, shown, stage, told } from "./support.js";

let on;
before(async () => {
  on = await stage({ "/known.html": html(PLACE, { body: '<paicha-checklist bundle="/base.json" as-of="2022-12-31"></paicha-checklist>' }) });
});
after(() => on.close());

test("at first nothing is known, and the level is open from end to end", async () => {
  const page = await on.open();
  assert.equal(await level(page), "低风险…重大风险");
  assert.equal(await score(page), "2…475");
  assert.match(await page.locator(".summary").innerText(), /等级未定[\s\S]*已查清 0%[\s\S]*还有 50 项没查/);
  assert.match(await page.locator(".hazards").innerText(), /没有发现隐患，但还没有查完/);
  assert.equal((await shown(page)).length, 50);
});

test("an answer changes level, score, progress and hazards", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  assert.equal(await level(page), "一般风险…重大风险");
  assert.equal(await score(page), "22…475");
  const hazard = page.locator(".hazard");
  assert.match(await hazard.innerText(), /占用、堵塞、锁闭疏散通道或安全出口 一般/);
  assert.match(await hazard.innerText(), /20 分 · 期限 立即（2022-12-31）/);
  assert.match(await hazard.innerText(), /消防法 第二十八条（原文）/);
  assert.match(await hazard.innerText(), /消防救援机构/);
  assert.match(await block(page, "exits_blocked").locator(".failure").innerText(), /不符合 占用、堵塞、锁闭/);
  await pick(page, "exits_blocked", "否");
  assert.equal(await level(page), "低风险…重大风险");
  assert.equal(await page.locator(".hazard").count(), 0);
});

test("a source that nobody read is said to be so", async () => {
  const page = await on.open();
  await pick(page, "stair_form", "不符合");
  assert.match(await page.locator(".hazard").innerText(), /GB 35181-2017 7\.3\.2（二手资料，未见原文）/);
});

test("a hazard that settles the level says so, and what is left is still asked", async () => {
  const page = await on.open();
  await pick(page, "uses_gas", "是");
  await pick(page, "gas_type", "瓶装液化气");
  await pick(page, "lpg_underground", "是");
  assert.equal(await level(page), "重大风险");
  assert.match(await page.locator(".summary").innerText(), /等级已定[\s\S]*还有 \d+ 项没查/);
});

test("what can change no outcome any more is not asked; what was answered stays", async () => {
  const page = await on.open();
  await fill(page, "cylinder_kg", "120");
  await pick(page, "uses_gas", "否");
  const left = await shown(page);
  assert.ok(!left.includes("gas_type") && !left.includes("hose_length"), left.join());
  assert.ok(left.includes("cylinder_kg") && left.includes("uses_gas"), left.join());
  assert.match(await section(page, "燃气").innerText(), /另有 23 项因已答情况不必再问/);
  await pick(page, "uses_gas", "是");
  assert.ok((await shown(page)).includes("gas_type"));
});

test("an answer can be taken back", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  await block(page, "exits_blocked").getByRole("button", { name: /^清除/ }).click();
  assert.equal(await level(page), "低风险…重大风险");
  assert.equal(await block(page, "exits_blocked").locator("input:checked").count(), 0);
  assert.deepEqual((await last(page)).detail.place.facts, {});
});

test("a section is confirmed in one tap, only where it is open, and that can be undone", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  await section(page, "消防").getByRole("button", { name: "本节全部符合：消防（只填未查的）" }).click();
  const { facts, answers } = (await last(page)).detail.place;
  assert.equal(facts.exits_blocked, true);
  assert.equal(facts.hydrant_blocked, false);
  assert.equal(facts.indoor_hydrant_working, true);
  assert.equal(answers.stair_form, "passes");
  assert.ok(!("high_rise" in facts) && !("public_assembly" in facts), "what a place is like is no compliance");
  assert.match(await page.getByRole("status").innerText(), /已按符合填写 8 项，还有 6 项要逐项填写/);
  await pick(page, "fire_lane_blocked", "是");
  await section(page, "消防").getByRole("button", { name: "撤销本节全部符合：消防" }).click();
  const undone = (await last(page)).detail.place;
  assert.deepEqual(undone.facts, { exits_blocked: true, fire_lane_blocked: true });
  assert.deepEqual(undone.answers, {});
  assert.equal(await section(page, "消防").getByRole("button", { name: /撤销/ }).count(), 0);
});

test("confirming gas checks says nothing about whether there is gas", async () => {
  const page = await on.open();
  await pick(page, "gas_alarm_fitted", "否");
  await section(page, "燃气").getByRole("button", { name: /全部符合/ }).click();
  const { facts } = (await last(page)).detail.place;
  assert.ok(!("uses_gas" in facts));
  assert.equal(facts.gas_alarm_fitted, false);
});

test("other hazards and corrections on the spot are told, and change no level", async () => {
  const page = await on.open();
  await pick(page, "stair_form", "不符合");
  const before = await level(page);
  await block(page, "stair_form").getByRole("checkbox", { name: "当场整改：疏散楼梯间的设置形式不符合规定" }).check();
  await page.getByRole("button", { name: "添加一条隐患" }).click();
  await fill(page, "other:0", "后厨地面湿滑");
  await block(page, "other:0").getByRole("checkbox").check();
  const { detail } = await last(page);
  assert.deepEqual(detail.other_hazards, [{ text: "后厨地面湿滑", corrected: true }]);
  assert.deepEqual(detail.corrected_on_site, ["stair_form"]);
  assert.equal(await level(page), before);
  assert.equal(await page.locator(".hazards [data-corrected=stair_form]").isChecked(), true);
  await block(page, "other:0").getByRole("button").click();
  assert.deepEqual((await last(page)).detail.other_hazards, []);
});

test("each answer is told once, with place and assessment, out of every shadow", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "否");
  const events = await told(page);
  assert.equal(events.length, 1);
  const [{ type, composed, bubbles, detail }] = events;
  assert.deepEqual([type, composed, bubbles], ["paicha-change", true, true]);
  assert.deepEqual(Object.keys(detail), ["assessment", "place", "other_hazards", "corrected_on_site"]);
  assert.deepEqual(detail.place, { id: "P-1", name: "小叮当超市", kinds: ["restaurant"], facts: { exits_blocked: false }, answers: {} });
  assert.deepEqual([detail.assessment.level, detail.assessment.level_at_worst], ["blue", "red"]);
  assert.equal(detail.assessment.outcomes.exits_clear, "passed");
  assert.equal(detail.assessment.questions.length, 49);
});

test("finishing with open questions is asked about first, and hands over what is unknown as unknown", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  await page.getByRole("button", { name: "完成检查" }).click();
  assert.match(await page.locator(".asking").innerText(), /还有 49 项没查，结果会按未查清交出/);
  await page.getByRole("button", { name: "继续检查" }).click();
  assert.deepEqual((await told(page)).map(({ type }) => type), ["paicha-change"]);
  await page.getByRole("button", { name: "完成检查" }).click();
  await page.getByRole("button", { name: "就此完成" }).click();
  const { type, composed, bubbles, detail } = await last(page);
  assert.deepEqual([type, composed, bubbles], ["paicha-finish", true, true]);
  assert.equal(detail.assessment.outcomes.stair_form, "unknown");
  assert.match(await page.locator(".actions").innerText(), /检查已完成/);
});

test("a page may give a pack, a place with what is known, and kinds; what is known is shown and can be changed", async () => {
  const page = await on.open("/known.html", { ready: "paicha-checklist .failed" });
  await page.evaluate(() => {
    const place = { id: "P-7", name: "示范饭店", kinds: "餐饮", region: "新城街道", facts: { uses_gas: "是", gas_type: "瓶装", floor_area: 180 } };
    Object.assign(document.querySelector("paicha-checklist"), { place });
  });
  await page.locator("paicha-checklist .summary").waitFor();
  assert.match(await page.locator("header").innerText(), /示范饭店[\s\S]*餐饮场所 · 新城街道 · 2022-12-31/);
  assert.equal(await block(page, "uses_gas").locator("input:checked").getAttribute("data-value"), "true");
  assert.equal(await block(page, "gas_type").locator("input:checked").getAttribute("data-value"), "bottled");
  assert.equal(await block(page, "floor_area").locator("input").first().inputValue(), "180");
  assert.match(await block(page, "uses_gas").innerText(), /已有信息/);
  await block(page, "floor_area").getByRole("button", { name: /^清除/ }).click();
  assert.deepEqual((await last(page)).detail.place.facts, { uses_gas: "是", gas_type: "瓶装" });
  await pick(page, "uses_gas", "否");
  assert.deepEqual((await last(page)).detail.place.facts, { uses_gas: false, gas_type: "瓶装" });
  assert.deepEqual((await page.evaluate(() => document.querySelector("paicha-checklist").result)).place.facts, { uses_gas: false, gas_type: "瓶装" });
});
