/** 改规则: diagnostics while typing, the pack's own cases, places that change level, downloads. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { unzipSync } from "fflate";
import { NAMED, STREET, downloaded, openSample, rules, start, texts, usePack } from "./support.js";

const FILE = readFileSync(`${rules}/xincheng-2022/checks.toml`, "utf8");
const heavier = FILE.replace("points = 10\nsection", "points = 40\nsection");

describe("改规则", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  async function editing(sample) {
    const visitor = await demo.visit();
    const { page } = visitor;
    if (sample === undefined) {
      await usePack(page, "xincheng-2022", "2022-12-31");
    } else {
      await openSample(page, sample);
    }
    await page.click("nav >> text=改规则");
    await checked(page);
    return visitor;
  }

  const checked = (page) => page.waitForSelector('.diagnostics[aria-busy="false"] [role=status]:not(:text("正在检查"))');

  async function type(page, text) {
    await page.fill("#rule-text", text);
    await page.waitForTimeout(300);
    await checked(page);
  }

  it("opens the pack's files, those it extends too, and finds nothing wrong", async () => {
    const { page, complaints } = await editing();
    assert.equal(await page.inputValue("#rule-text"), FILE);
    assert.equal(await page.innerText(".diagnostics [role=status]"), "没有问题");
    assert.equal(await page.innerText(".cases [role=status]"), "33 个，通过 33 个");
    await page.click(".files >> text=restaurant.toml >> nth=0");
    assert.equal(await page.inputValue("#rule-text"), readFileSync(`${rules}/base/restaurant.toml`, "utf8"));
    assert.deepEqual(complaints, []);
  });

  it("tells a mistake where it is and what was meant; a click goes there", async () => {
    const { page } = await editing();
    await type(page, FILE.replace("fails_if = '多次告知拒不整改'", "fails_if = '多次告知拒不整'"));
    assert.equal(await page.innerText(".diagnostics [role=status]"), "1 处错误");
    const said = await page.innerText(".diagnostics li");
    assert.match(said, /checks\.toml 第 14 行第 13 字/);
    assert.match(said, /不认识的名称“多次告知拒不整”/);
    assert.match(said, /是不是“多次告知拒不整改”/);
    assert.equal(await page.innerText("rule-editor .gutter .error"), "14");
    assert.equal(await page.innerText("rule-editor pre .error"), "多次告知拒不整");
    await page.click(".diagnostics li button");
    await page.waitForFunction(() => document.activeElement.id === "rule-text");
    assert.equal(await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)), "多次告知拒不整");
    await page.keyboard.insertText("多次告知拒不整改");
    await page.waitForSelector('.diagnostics [role=status]:text("没有问题")');
    assert.equal(await page.inputValue("#rule-text"), FILE);
  });

  it("goes to a mistake in another file", async () => {
    const { page } = await editing();
    await type(page, FILE.replace('id = "refused"\nlabel = "拒不整改的按重大风险管理"', 'id = "refused"\nlabel = "拒不整改的按重大风险管理"\nremoved = 1'));
    await page.click(".files >> text=duties.toml >> nth=0");
    assert.match(await page.innerText(".files [aria-current]"), /duties/);
    await page.click(".diagnostics li button");
    assert.match(await page.innerText(".files [aria-current]"), /checks\.toml/);
    assert.match(await page.inputValue("#rule-text"), /removed = 1/);
  });

  it("runs the pack's cases and tells which fail", async () => {
    const { page } = await editing();
    await type(page, heavier);
    assert.match(await page.innerText(".cases [role=status]"), /没通过 \d+ 个/);
    assert.match(await page.innerText(".cases li"), /分数：应为 \d+，现在是 \d+/);
  });

  it("shows which places of the ledger change level, before and after", async () => {
    const { page, complaints } = await editing(NAMED);
    // What makes 地面塌陷 weigh is inherited: with 75 points it makes every such compound red.
    await page.click(".files >> text=residential_compound.toml >> nth=0");
    const base = await page.inputValue("#rule-text");
    const start = base.indexOf('id = "subsidence"');
    assert.ok(start > 0);
    await type(page, base.slice(0, start) + base.slice(start).replace(/points = .*/, "points = 75"));
    await page.waitForSelector(".sums");
    assert.match(await page.innerText(".sums"), /比较 21 个场所：变重 4，变轻 0/);
    const rows = await page.$$eval(".changes tbody tr", (lines) => lines.map((line) => [...line.children].map((cell) => cell.innerText.trim())));
    assert.deepEqual(rows.map(([name]) => name).sort(), ["北岸华庭小区", "水域蓝湾A小区", "水域蓝湾B小区", "鑫瑞家园小区"]);
    assert.ok(rows.every(([, before, now]) => before === "较大风险…重大风险" && now === "重大风险"), JSON.stringify(rows));
    await page.click(".toolbar >> text=还原本文件");
    await page.waitForSelector('.sums:has-text("变重 0")');
    assert.equal(await page.inputValue("#rule-text"), base);
    assert.deepEqual(complaints, []);
  });

  it("compares a large ledger when asked", async () => {
    const { page } = await editing(STREET);
    await page.click(".changes button");
    await page.waitForSelector(".sums");
    assert.match(await page.innerText(".sums"), /比较 5,000 个场所：变重 0，变轻 0，等级不变而分数变了 0/);
  });

  it("downloads the changed file, all files, and the bundle", async () => {
    const { page } = await editing();
    await type(page, heavier);
    const file = await downloaded(page, () => page.click("text=下载本文件"));
    assert.equal(file.name, "checks.toml");
    assert.equal(file.bytes.toString("utf8"), heavier);
    const all = unzipSync((await downloaded(page, () => page.click("text=下载全部"))).bytes);
    assert.equal(Buffer.from(all["xincheng-2022/checks.toml"]).toString("utf8"), heavier);
    assert.equal(Buffer.from(all["base/kinds.toml"]).toString("utf8"), readFileSync(`${rules}/base/kinds.toml`, "utf8"));
    assert.ok(!("zhenru-2023/pack.toml" in all));
    const bundle = JSON.parse((await downloaded(page, () => page.click("text=下载规则包"))).bytes.toString("utf8"));
    assert.ok(JSON.stringify(bundle).includes('"rectifies_when_told"'));
  });

  it("keeps what was typed while other pages are looked at", async () => {
    const { page } = await editing();
    await type(page, heavier);
    await page.click("nav >> text=台账");
    await page.click("nav >> text=改规则");
    assert.equal(await page.inputValue("#rule-text"), heavier);
    assert.equal((await texts(page, ".files em")).length, 1);
  });
});
