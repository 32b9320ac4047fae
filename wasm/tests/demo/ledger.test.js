/** The ledger: what comes in, the ranking, the distribution, filters, reasons, what goes out. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { NAMED, STREET, csvRows, downloaded, drop, openSample, paicha, rules, settled, start, texts, usePack, workbook } from "./support.js";

const PLACES = `${rules}/xincheng-2022/places.csv`;

describe("the ledger", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  async function opened(sample) {
    const visitor = await demo.visit();
    await openSample(visitor.page, sample);
    return visitor;
  }

  it("ranks places as the command line does, both ends shown", async () => {
    const { page, complaints } = await opened(NAMED);
    const [header, ...rows] = csvRows(paicha("score", `${rules}/xincheng-2022`, PLACES, "--as-of", "2022-12-31", "--format", "csv", "--top", "100"));
    const at = (name) => header.indexOf(name);
    const range = (one, other) => (one === other ? one : `${one}…${other}`);
    const expected = rows.map((row) => [row[at("name")], range(row[at("level_label")], row[at("level_at_worst_label")]), range(row[at("score")], row[at("score_at_worst")])]);
    const shown = await page.$$eval(".ranking tbody tr", (lines) => lines.map((line) => [".place a", ".of-level", ".score"].map((part) => line.querySelector(part).innerText.trim())));
    assert.equal(shown.length, 21);
    assert.deepEqual(shown, expected);
    assert.deepEqual(complaints, []);
  });

  it("ranks five thousand as the command line does, and soon", async () => {
    const { page, complaints } = await opened(STREET);
    const data = new URL("../../demo/dist/data/", import.meta.url).pathname;
    const rows = csvRows(paicha("score", `${rules}/zhenru-2023`, `${data}street-2023-places.csv`, "--as-of", "2023-10-20", "--records", `${data}street-2023-records.csv`, "--records-from", "2023-01-01", "--format", "csv", "--top", "200"))
      .slice(1)
      .filter((row) => row[5] !== "");
    const { bytes } = await downloaded(page, () => page.click("text=导出排名"));
    const saved = csvRows(bytes.toString("utf8"));
    assert.equal(saved.length, 5001);
    assert.deepEqual(saved.slice(1, 201).map((row) => row[1]), rows.slice(0, 200).map((row) => row[0]));
    const seconds = Number(/([\d.]+) 秒/.exec(await page.textContent("#timing"))[1]);
    assert.ok(seconds < 5, `${seconds} seconds from bytes to ranking`);
    assert.deepEqual(complaints, []);
  });

  it("shows how many are certain and how many may be worse, and a number chooses its places", async () => {
    const { page } = await opened(NAMED);
    const table = await page.$$eval(".shares tbody tr", (lines) => lines.map((line) => [...line.children].map((cell) => cell.innerText.trim())));
    assert.deepEqual(table, [
      ["重大风险", "2", "0", "19"],
      ["较大风险", "0", "5", "0"],
      ["一般风险", "0", "10", "2"],
      ["低风险", "0", "4", "0"],
    ]);
    await page.click(".shares tbody tr:nth-child(2) td:nth-child(3) button");
    const levels = await texts(page, ".ranking .of-level");
    assert.deepEqual(new Set(levels.map((text) => text.trim())), new Set(["较大风险…重大风险"]));
    assert.equal(levels.length, 5);
  });

  it("filters by community, kind and text together", async () => {
    const { page } = await opened(STREET);
    await page.selectOption("#region", "示范街道/东桥社区");
    await page.selectOption("#kind", { label: "餐饮场所" });
    const small = await texts(page, ".ranking .place small");
    assert.ok(small.length > 20);
    assert.ok(small.every((text) => text.includes("餐饮场所") && text.includes("东桥社区")), small.find((text) => !text.includes("餐饮场所")));
    await page.fill("#text", "火锅");
    const names = await texts(page, ".ranking .place a");
    assert.ok(names.length > 0 && names.every((name) => name.includes("火锅")));
    assert.equal(await page.textContent(".chosen-count [role=status]"), `选出 ${names.length} 个`);
    await page.click("text=全部显示");
    assert.equal((await texts(page, ".ranking tbody tr")).length, 50);
  });

  it("turns pages", async () => {
    const { page } = await opened(STREET);
    const first = await texts(page, ".ranking .place small");
    await page.click("text=下一页");
    const second = await texts(page, ".ranking .place small");
    assert.equal(await page.innerText(".ranking tbody tr:first-child .rank"), "51");
    assert.equal(first.filter((text) => second.includes(text)).length, 0);
  });

  it("tells a place's reasons, and closes by key with the focus where it was", async () => {
    const { page, complaints } = await opened(NAMED);
    await page.focus("text=北岸华庭小区");
    await page.keyboard.press("Enter");
    const view = await page.innerText(".place-view");
    for (const said of ["较大风险…重大风险", "55…250", "消防水箱无水，无消防用水", "消防法 第十八条", "2023-01-15", "消防救援机构", "消防水箱有水：否", "还不知道"]) {
      assert.ok(view.includes(said), `${said} is missing`);
    }
    assert.equal(await page.evaluate(() => document.activeElement.innerText), "北岸华庭小区");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".place-view", { state: "detached" });
    await page.waitForFunction(() => document.activeElement.tagName === "A");
    assert.equal(await page.evaluate(() => document.activeElement.innerText), "北岸华庭小区");
    assert.deepEqual(complaints, []);
  });

  it("saves what is shown", async () => {
    const { page } = await opened(NAMED);
    await page.fill("#text", "水域蓝湾");
    const { name, bytes } = await downloaded(page, () => page.click("text=导出排名"));
    assert.equal(name, "排名-2022-12-31.csv");
    const [header, ...rows] = csvRows(bytes.toString("utf8"));
    assert.equal(header[4], "所属区域");
    assert.deepEqual(rows.map((row) => row[2]).sort(), ["A", "B", "C", "D"].map((letter) => `水域蓝湾${letter}小区`));
    assert.deepEqual(rows[0].slice(5, 11), ["较大风险", "重大风险", "45", "255", "2", "消防水箱无水，无消防用水；小区地面塌陷"]);
  });

  it("takes a dropped file, CSV in GB18030 or a workbook, wherever the page is", async () => {
    const { page, complaints } = await demo.visit({ address: "#/rules" });
    await page.waitForSelector("rule-editor");
    await usePack(page, "xincheng-2022", "2022-12-31");
    const gb = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x0a, 0x31, 0x2c, 0xb5, 0xea, 0x2c, 0xc9, 0xcc, 0xc6, 0xcc, 0x0a]);
    await drop(page, [{ name: "台账.csv", content: gb }]);
    await settled(page);
    assert.deepEqual(await texts(page, ".ranking .place a"), ["店"]);
    await drop(page, [{ name: "台账.xlsx", content: workbook([["编号", "名称", "类型"], ["1", "甲店", "商铺"], ["2", "乙河", "河道"]]) }]);
    await page.waitForSelector("text=乙河");
    assert.ok((await page.innerText(".source summary")).includes("工作表 台账"));
    assert.deepEqual(complaints, []);
  });

  it("tells of a file that is no table, and keeps the ledger there was", async () => {
    const { page } = await opened(NAMED);
    await drop(page, [{ name: "照片.csv", content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]) }]);
    const said = await page.innerText(".trouble");
    assert.match(said, /照片\.csv|文件|表/);
    assert.equal((await texts(page, ".ranking tbody tr")).length, 21);
    await page.click(".trouble button");
    assert.equal(await page.locator(".trouble").count(), 0);
  });

  it("tells of rows that cannot be read: row, column, what to do", async () => {
    const { page } = await opened(STREET);
    await page.click("#tab-problems");
    const said = await texts(page, ".problems > li");
    assert.equal(said.length, 3);
    assert.match(said[0], /第 5002 行.*写错面积的餐厅/);
    assert.match(said[0], /“经营面积”.*列/);
    assert.match(said[0], /不是数字/);
    assert.match(said[0], /只填一个数/);
    assert.match(said[1], /小卖铺子/);
    assert.match(said[2], /2023-13-45/);
  });

  it("tells of columns that were not used", async () => {
    const { page } = await demo.visit();
    await drop(page, [{ name: "台账.csv", content: "编号,名称,类型,老板电话\n1,甲店,商铺,123\n" }]);
    await settled(page);
    await page.click("#tab-notices");
    assert.match(await page.innerText(".problems"), /老板电话/);
  });

  it("takes the kind of rows that name none", async () => {
    const { page } = await demo.visit();
    await drop(page, [{ name: "台账.csv", content: "编号,名称,使用燃气\n1,甲店,是\n" }]);
    await settled(page);
    assert.match(await page.innerText(".problems, .trouble"), /类型/);
  });

  it("assesses the same ledger under another year's rules and on another date", async () => {
    const { page } = await opened(NAMED);
    await usePack(page, "zhenru-2023", "2023-12-31");
    await settled(page);
    await page.click("#tab-notices");
    assert.match(await page.innerText(".problems"), /多次告知拒不整改/);
    await page.fill("#as-of", "2025-06-01");
    await page.waitForSelector(".caution");
    assert.match(await page.innerText(".caution"), /2023-12-31/);
  });

  it("says that nothing is uploaded, and uploads nothing", async () => {
    const { page, context } = await demo.visit();
    const sent = [];
    context.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
    await drop(page, [{ name: "台账.csv", content: readFileSync(PLACES) }]);
    await settled(page);
    assert.match(await page.innerText(".promise"), /数据只在本机，不上传/);
    assert.deepEqual(sent, []);
    assert.deepEqual(await page.evaluate(async () => [Object.keys(localStorage), (await indexedDB.databases()).length]), [[], 0]);
  });
});
