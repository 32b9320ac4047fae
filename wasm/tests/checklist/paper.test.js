// The printed forms: what they say, and that they print alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { block, fill, page as html, pick, PLACE, section, stage } from "./support.js";

let on;
before(async () => {
  on = await stage({ "/en.html": html({ ...PLACE, lang: "en" }) });
});
after(() => on.close());

const rows = (page) => page.locator("paicha-paper table.list").first().locator("tbody tr").allInnerTexts();

/** A place with three hazards of the checklist, one corrected on the spot, and one besides. */
async function inspected(on) {
  const page = await on.open();
  await pick(page, "uses_gas", "是");
  await pick(page, "gas_type", "瓶装液化气");
  await pick(page, "lpg_underground", "是");
  await pick(page, "exits_blocked", "是");
  await block(page, "exits_blocked").locator("[data-corrected]").check();
  await pick(page, "stair_form", "不符合");
  await section(page, "用电与电动自行车").locator(".confirm").click();
  await page.locator(".add").click();
  await fill(page, "other:0", "后厨地面湿滑");
  return page;
}

async function print(page, kind) {
  await page.locator(`[data-action=${kind}]`).click();
  const paper = page.locator("paicha-paper article");
  await paper.waitFor();
  return paper;
}

test("检查记录 says what was checked, what came of it, and what nobody looked at", async () => {
  const page = await inspected(on);
  const text = await (await print(page, "record")).innerText();
  assert.match(text, /^检查记录/);
  for (const part of ["小叮当超市", "P-1", "餐饮场所", "2022-12-31", "基础规则 1.0", "检查人员（签名）", "被检查单位负责人（签名）"]) {
    assert.ok(text.includes(part), part);
  }
  assert.match(text, /风险等级\s+重大风险/);
  assert.match(text, /风险分 72…\d+ 分（越高风险越大） · 已查清 \d+%/);
  assert.match(text, /不符合 3 项，符合 2 项，不适用 0 项，未查清 \d+ 项/);
  assert.match(text, /尚未查清的不等于没有问题/);
  assert.match(text, /电气线路穿管保护[^\n]*\s+符合\s+电气线路私拉乱接：否/);
  assert.match(text, /不占用、堵塞、封闭消防车通道\s+未查清/);
  assert.deepEqual((await rows(page)).map((row) => row.split(/\t/)).map((cells) => [cells[1], cells[2], cells.at(-1)]), [
    ["地下或半地下使用、存放液化石油气（重大隐患候选）", "重大", "待整改"],
    ["占用、堵塞、锁闭疏散通道或安全出口", "一般", "已当场整改"],
    ["疏散楼梯间的设置形式不符合规定", "一般", "待整改"],
    ["后厨地面湿滑", "未定级", "待整改"],
  ]);
});

test("限期整改通知书 says what is to be corrected, how, on what basis, by when, to whom", async () => {
  const page = await inspected(on);
  const text = await (await print(page, "notice")).innerText();
  assert.match(text, /^限期整改通知书/);
  assert.match(text, /小叮当超市（场所编号 P-1）：\s+2022年12月31日检查发现你单位（场所）存在下列隐患/);
  assert.deepEqual((await rows(page)).map((row) => row.split(/\t/)), [
    ["1", "地下或半地下使用、存放液化石油气（重大隐患候选）", "重大", "停止使用，移出气瓶；报住建部门认定", "餐饮场所地下禁用液化石油气（检查要点）（二手资料，未见原文）", "立即（2022-12-31）", "住建部门"],
    ["2", "疏散楼梯间的设置形式不符合规定", "一般", "按规定改造楼梯间，改好前限制使用人数", "GB 35181-2017 7.3.2（二手资料，未见原文）", "2023-01-30", "消防救援机构"],
    ["3", "后厨地面湿滑", "未定级", "", "", "", ""],
  ]);
  assert.match(text, /下列隐患已当场整改，请保持：\s+占用、堵塞、锁闭疏散通道或安全出口（已当场整改）/);
  assert.match(text, /本次检查尚有项目未查清/);
  for (const part of ["整改责任人", "检查人员（签名）", "检查单位（盖章）", "被检查单位签收（签名、盖章）", "复查情况"]) {
    assert.ok(text.includes(part), part);
  }
});

test("without hazards the notice says that there is nothing to correct", async () => {
  const page = await on.open();
  const text = await (await print(page, "notice")).innerText();
  assert.match(text, /没有需要限期整改的隐患/);
  assert.match(text, /本次检查尚有项目未查清/);
});

test("what prints is the form alone, on A4, and the page comes back as it was", async () => {
  const page = await inspected(on);
  const there = await page.evaluate(() => (scrollTo(0, document.body.scrollHeight), scrollY));
  await print(page, "notice");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("paicha-checklist").isVisible(), false);
  assert.equal(await page.locator("paicha-paper .bar").isVisible(), false);
  assert.equal(await page.locator("paicha-paper article").isVisible(), true);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.match(pdf, /MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  await page.emulateMedia({ media: "screen" });
  await page.locator("[data-action=close]").click();
  assert.equal(await page.locator("paicha-checklist").isVisible(), true);
  assert.equal(await page.evaluate(() => scrollY), there);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
});

test("打印 prints", async () => {
  const page = await inspected(on);
  await page.evaluate(() => (window.print = () => (window.printed = document.querySelector("paicha-paper") !== null)));
  await print(page, "record");
  await page.getByRole("button", { name: "打印", exact: true }).click();
  assert.equal(await page.evaluate(() => window.printed), true);
});

test("forms in English", async () => {
  const page = await on.open("/en.html");
  await pick(page, "exits_blocked", "Yes");
  assert.match(await (await print(page, "record")).innerText(), /Inspection record[\s\S]*1 failed, 0 passed[\s\S]*Inspectors \(signature\)/);
  await page.locator("[data-action=close]").click();
  assert.match(await (await print(page, "notice")).innerText(), /Notice to correct within a time limit[\s\S]*at once \(2022-12-31\)/);
});
