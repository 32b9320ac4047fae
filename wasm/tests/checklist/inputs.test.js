// Every type of fact: how it is asked, and what happens to what cannot be read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { loadRules } from "paicha/full";
import { block, fill, last, page as html, pick, section, stage, told } from "./support.js";

const PACK = `
[pack]
format = 1
id = "types"
title = "各种填法"
version = "1"

[kind.yard]
label = "院子"

[section.yard]
label = "全部"

[fact.depth]
label = "深度"
type = "number"
unit = "m"
range = { min = 0, max = 10 }
question = "井深几米？"
[fact.wall]
label = "墙体"
type = "choice"
options = [{ id = "brick", label = "砖" }, { id = "wood", label = "木" }]
question = "墙是什么做的？"
[fact.stock]
label = "存放物"
type = "tags"
options = [{ id = "paper", label = "纸" }, { id = "gas", label = "气瓶" }]
question = "存放了什么？"
[fact.tested]
label = "检测日期"
type = "date"
question = "哪天检测的？"
[fact.owner]
label = "负责人"
type = "text"
question = "谁负责？"

[[check]]
id = "depth_fit"
title = "井深不超过3米"
finding = "井太深"
section = "yard"
points = 10
fails_if = '深度 > 3'
[[check]]
id = "wall_fit"
title = "不用木墙"
finding = "木墙"
section = "yard"
points = 10
fails_if = '墙体 == "wood"'
[[check]]
id = "stock_fit"
title = "不存气瓶"
finding = "存放气瓶"
section = "yard"
points = 10
fails_if = '"gas" in 存放物'
[[check]]
id = "tested_fit"
title = "检测未过期"
finding = "检测过期"
section = "yard"
points = 10
fails_if = '检测日期 < date("2022-01-01")'
[[check]]
id = "owner_fit"
title = "有人负责"
finding = "无人负责"
section = "yard"
points = 10
fails_if = '负责人 == "无"'

[score]
unit = "分"

[[level]]
id = "bad"
label = "差"
color = "#d7191c"
when = 'score >= 20'
[[level]]
id = "good"
label = "好"
color = "#2c7bb6"
`;

const TAG = { bundle: "/types.json", kind: "yard", "as-of": "2022-12-31", "place-id": "Y-1", name: "东院" };

let on;
before(async () => {
  on = await stage({ "/types.json": (await loadRules({ "types/pack.toml": PACK }, "types")).bundle(), "/types.html": html(TAG) });
});
after(() => on.close());

const outcomes = async (page) => (await last(page)).detail.assessment.outcomes;
const facts = async (page) => (await last(page)).detail.place.facts;

test("a number is typed with its unit beside it, and is taken when the field is left or the typing rests", async () => {
  const page = await on.open("/types.html");
  assert.match(await block(page, "depth").innerText(), /0 至 10 m/);
  assert.equal(await block(page, "depth").locator("input").first().getAttribute("inputmode"), "decimal");
  await fill(page, "depth", "3.5");
  assert.deepEqual(await facts(page), { depth: 3.5 });
  assert.equal((await outcomes(page)).depth_fit, "failed");
  await block(page, "depth").locator("input").first().fill("2");
  await page.waitForFunction(() => window.told.at(-1).detail.place.facts.depth === 2);
  await fill(page, "depth", "１.５米");
  assert.equal((await outcomes(page)).depth_fit, "passed", "the core reads what people write");
});

test("a wrong number is told in plain words, is not counted, and is not lost", async () => {
  const page = await on.open("/types.html");
  await fill(page, "depth", "2");
  await fill(page, "depth", "99");
  const field = block(page, "depth").locator("input").first();
  const alert = block(page, "depth").getByRole("alert");
  assert.match(await alert.innerText(), /“深度”填的是“99”，应为0 至 10 m 请核对数字和单位/);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.ok((await field.getAttribute("aria-describedby")).includes(await alert.getAttribute("id")));
  assert.deepEqual(await facts(page), {});
  assert.equal((await outcomes(page)).depth_fit, "unknown");
  await page.reload();
  await alert.waitFor();
  assert.equal(await field.inputValue(), "99");
  await fill(page, "depth", "1");
  assert.equal(await alert.count(), 0);
  assert.deepEqual(await facts(page), { depth: 1 });
});

test("the last keystrokes are kept when the page goes away", async () => {
  const page = await on.open("/types.html");
  await block(page, "depth").locator("input").first().fill("7");
  await page.reload();
  await page.locator("paicha-checklist .summary").waitFor();
  assert.equal(await block(page, "depth").locator("input").first().inputValue(), "7");
});

test("choices, tags, dates and texts", async () => {
  const page = await on.open("/types.html");
  await pick(page, "wall", "木");
  await pick(page, "stock", "纸");
  await pick(page, "stock", "气瓶");
  await fill(page, "tested", "2021-05-01");
  await fill(page, "owner", "无");
  assert.deepEqual(await facts(page), { wall: "wood", stock: ["paper", "gas"], tested: "2021-05-01", owner: "无" });
  assert.deepEqual(await outcomes(page), { depth_fit: "unknown", wall_fit: "failed", stock_fit: "failed", tested_fit: "failed", owner_fit: "failed" });
  assert.match(await page.locator(".hazard", { hasText: "存放气瓶" }).innerText(), /存放物：纸；气瓶/);
  await pick(page, "stock", "都没有");
  assert.deepEqual((await facts(page)).stock, []);
  assert.equal((await outcomes(page)).stock_fit, "passed");
});

test("every type of fact can be said not to concern the place", async () => {
  const page = await on.open("/types.html");
  for (const id of ["depth", "wall", "stock", "tested", "owner"]) {
    await pick(page, id, "不涉及");
  }
  assert.deepEqual(new Set(Object.values(await facts(page))), new Set(["/"]));
  assert.deepEqual(new Set(Object.values(await outcomes(page))), new Set(["not_applicable"]));
  await pick(page, "depth", "不涉及");
  assert.equal((await outcomes(page)).depth_fit, "unknown", "a second tap takes it back");
});

test("a section in which nothing can be filled in at once says so", async () => {
  const page = await on.open("/types.html");
  await section(page, "全部").getByRole("button", { name: /全部符合/ }).click();
  assert.match(await page.getByRole("status").innerText(), /没有可以一并填写的/);
  assert.equal(await section(page, "全部").getByRole("button", { name: /撤销/ }).count(), 0);
  assert.deepEqual(await facts(page), {});
  assert.equal((await told(page)).length, 1);
});
