// The checklist as a page: policy, storage, no network, keyboard, screen readers, phones, English, errors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { block, fill, last, level, page as html, pick, PLACE, section, stage } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const KEY = "paicha-checklist:1:P-1:base:2022-12-31";

let on;
before(async () => {
  on = await stage({
    "/en.html": html({ ...PLACE, lang: "en" }),
    "/missing.html": html({ ...PLACE, bundle: "/missing.json" }),
    "/broken.html": html({ ...PLACE, bundle: "/broken.json" }),
    "/broken.json": '{"paicha_bundle":1,"dig',
    "/kind.html": html({ ...PLACE, kind: "太空站" }),
    "/no-kind.html": html({ ...PLACE, kind: "" }),
    "/date.html": html({ ...PLACE, "as-of": "昨天" }),
    "/no-id.html": html({ ...PLACE, "place-id": "" }),
    "/two.html": html(PLACE, { body: ["P-1", "P-2"].map((id) => `<paicha-checklist bundle="/base.json" kind="river" as-of="2022-12-31" place-id="${id}"></paicha-checklist>`).join("") }),
  });
});
after(() => on.close());

/** Fills in a bit of everything. */
async function inspect(page) {
  await pick(page, "uses_gas", "是");
  await pick(page, "gas_type", "瓶装液化气");
  await pick(page, "lpg_underground", "是");
  await pick(page, "stair_form", "不符合");
  await fill(page, "cylinder_kg", "9999");
  await section(page, "用电与电动自行车").locator(".confirm").click();
  await page.locator(".add").click();
  await fill(page, "other:0", "后厨地面湿滑");
}

test("no violation of the policy, and no error, in all that can be done", async () => {
  const page = await on.open();
  await inspect(page);
  for (const action of ["record", "notice"]) {
    await page.locator(`[data-action=${action}]`).click();
    await page.locator("paicha-paper h1").waitFor();
    await page.locator("[data-action=close]").click();
  }
  await page.locator("[data-action=finish]").click();
  await page.locator("[data-action=yes]").click();
  await page.locator("[data-action=restart]").click();
  await page.locator("[data-action=yes]").click();
  assert.equal((await last(page)).type, "paicha-change");
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(page.complaints, []);
});

test("the policy of these tests forbids what it should", async () => {
  const page = await on.open();
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await page.waitForFunction(() => window.violations.length > 0);
  assert.match((await page.evaluate(() => window.violations))[0], /^style-src/);
});

test("a browser that cannot construct sheets links them", async () => {
  const context = await on.browser.newContext();
  await context.addInitScript(() => delete CSSStyleSheet.prototype.replace);
  const page = await on.open("/index.html", { context });
  await page.waitForFunction(() => getComputedStyle(document.querySelector("paicha-checklist").shadowRoot.querySelector(".side")).position === "sticky");
  await page.locator("[data-action=record]").click();
  await page.waitForFunction(() => getComputedStyle(document.querySelector("paicha-paper").shadowRoot.querySelector(".bar")).position === "sticky");
  assert.deepEqual(await page.evaluate(() => window.violations), []);
});

test("every answer is saved at once, restored after a reload, and deleted by starting over", async () => {
  const page = await on.open();
  await inspect(page);
  const before = (await last(page)).detail;
  assert.ok(await page.evaluate((key) => localStorage.getItem(key), KEY));
  await page.reload();
  await page.locator("paicha-checklist .summary").waitFor();
  const result = () => page.evaluate(() => document.querySelector("paicha-checklist").result);
  assert.deepEqual(await result(), before);
  assert.match(await page.locator("header").innerText(), /已恢复上次填写的答案/);
  await page.locator("[data-action=restart]").click();
  await page.locator("[data-action=back]").click();
  assert.deepEqual(await result(), before, "asked first");
  await page.locator("[data-action=restart]").click();
  await page.locator("[data-action=yes]").click();
  assert.deepEqual((await result()).place, { id: "P-1", name: "小叮当超市", kinds: ["restaurant"], facts: {}, answers: {} });
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), null);
});

test("each place and each date has answers of its own", async () => {
  const page = await on.open("/two.html");
  const of = (id) => page.locator(`paicha-checklist[place-id=${id}]`);
  await of("P-1").locator(".option", { hasText: "不符合" }).first().click();
  await of("P-1").evaluate((element) => element.setAttribute("place-id", "P-3"));
  const answers = (id) => of(id).evaluate((element) => element.result.place.answers);
  assert.deepEqual(await answers("P-2"), {});
  assert.deepEqual(await answers("P-3"), {});
  await of("P-3").evaluate((element) => element.setAttribute("place-id", "P-1"));
  assert.equal(Object.values(await answers("P-1"))[0], "fails");
  await of("P-1").evaluate((element) => (element.asOf = "2023-01-01"));
  assert.deepEqual(await answers("P-1"), {});
});

test("a page that gives the same place anew loses no answer", async () => {
  const page = await on.open("/no-id.html");
  assert.match(await page.locator("header").innerText(), /没有给出场所编号/);
  await pick(page, "exits_blocked", "是");
  await page.evaluate(() => (document.querySelector("paicha-checklist").place = { region: "新城街道" }));
  await page.locator("header", { hasText: "新城街道" }).waitFor();
  assert.equal(await level(page), "一般风险…重大风险");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("an answer that cannot be saved is told, and the checklist goes on", async () => {
  const page = await on.open();
  await page.evaluate(() => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }));
  await pick(page, "exits_blocked", "是");
  assert.match(await page.getByRole("alert").innerText(), /答案没有存到本机/);
  assert.equal(await level(page), "一般风险…重大风险");
});

test("what was saved is no use to a pack that lost a question, and harms nothing", async () => {
  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  await page.evaluate((key) => {
    const stored = JSON.parse(localStorage.getItem(key));
    stored.notes.values.gone_question = true;
    localStorage.setItem(key, JSON.stringify({ ...stored, digest: "old" }));
  }, KEY);
  await page.reload();
  await page.locator("paicha-checklist .summary").waitFor();
  assert.equal(await level(page), "一般风险…重大风险");
  assert.match(await page.locator("header").innerText(), /规则包在上次填写后更新过[\s\S]*没有采用的已知情况：gone_question/);
  await page.evaluate((key) => localStorage.setItem(key, "{"), KEY);
  await page.reload();
  await page.locator("paicha-checklist .summary").waitFor();
  assert.equal(await level(page), "低风险…重大风险");
});

test("once loaded it needs no network", async () => {
  const context = await on.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await on.open("/index.html", { context });
  await context.setOffline(true);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await inspect(page);
  for (const action of ["record", "notice"]) {
    await page.locator(`[data-action=${action}]`).click();
    await page.locator("paicha-paper h1").waitFor();
    await page.locator("[data-action=close]").click();
  }
  assert.equal(await level(page), "重大风险");
  assert.deepEqual(asked, []);
  assert.deepEqual(page.complaints, []);
});

test("all of it can be done with the keyboard", async () => {
  const page = await on.open();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.querySelector("paicha-checklist").shadowRoot.activeElement?.closest("[data-input]")?.dataset.input);
  await page.locator(".next").focus();
  await press("Enter");
  assert.equal(await focused(), "exits_blocked");
  await press("Space");
  assert.deepEqual((await last(page)).detail.place.facts, { exits_blocked: true });
  await press("ArrowRight");
  assert.deepEqual((await last(page)).detail.place.facts, { exits_blocked: false });
  assert.equal(await focused(), "exits_blocked", "the group is entered and left as one");
  const outline = await page.evaluate(() => getComputedStyle(document.querySelector("paicha-checklist").shadowRoot.activeElement.nextElementSibling).outlineStyle);
  assert.equal(outline, "solid");
  await press("Tab", "Tab");
  assert.equal(await focused(), "public_assembly");
  await page.locator(".next").focus();
  await press("Enter");
  assert.equal(await focused(), "windows_barred", "the first open one after the last that was touched");
  await block(page, "emergency_light_broken").locator("input").first().focus();
  await page.keyboard.type("12");
  await press("Enter");
  assert.equal((await last(page)).detail.place.facts.emergency_light_broken, 12);
  await page.locator("[data-action=record]").focus();
  await press("Enter");
  await page.locator("paicha-paper h1").waitFor();
  await press("Escape");
  assert.equal(await page.locator("paicha-paper").count(), 0);
  assert.equal(await page.evaluate(() => document.querySelector("paicha-checklist").shadowRoot.activeElement.dataset.action), "record", "back where it was");
});

test("groups, fields and buttons have names; level changes are spoken once, when the answers rest", async () => {
  const page = await on.open();
  await page.getByRole("group", { name: "疏散通道、安全出口是否被占用、堵塞、锁闭？" }).getByRole("radio", { name: "是", exact: true }).check();
  await page.getByRole("textbox", { name: "应急照明和疏散指示标志坏了百分之几？" }).waitFor();
  await page.getByRole("region", { name: "消防" }).waitFor();
  const spoken = page.getByRole("status");
  assert.equal(await spoken.textContent(), "");
  await pick(page, "fire_lane_blocked", "是");
  await pick(page, "hydrant_blocked", "是");
  await page.waitForTimeout(500);
  assert.equal(await spoken.textContent(), "");
  await page.waitForTimeout(1200);
  assert.equal(await spoken.textContent(), `风险等级：${await level(page)}`);
});

test("axe finds nothing", async () => {
  const context = await on.browser.newContext({ bypassCSP: true, viewport: { width: 390, height: 844 } });
  const find = async (page) => {
    await page.addScriptTag({ content: AXE });
    const { violations, passes } = await page.evaluate(() => window.axe.run());
    assert.ok(passes.length > 20);
    return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map((node) => node.target).join(", ")}`);
  };
  const page = await on.open("/index.html", { context });
  assert.deepEqual(await find(page), []);
  await inspect(page);
  await page.locator("[data-action=finish]").click();
  assert.deepEqual(await find(page), []);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.locator(".wide").waitFor();
  assert.deepEqual(await find(page), []);
  await page.locator("[data-action=notice]").click();
  assert.deepEqual(await find(page), []);
  const english = await on.open("/en.html", { context });
  assert.deepEqual(await find(english), []);
  const failed = await on.open("/kind.html", { context, ready: "paicha-checklist .failed" });
  assert.deepEqual(await find(failed), []);
});

test("on a narrow phone nothing scrolls sideways, targets are large, and the level stays in view", async () => {
  const page = await on.open("/index.html", { viewport: { width: 360, height: 640 } });
  await inspect(page);
  const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.deepEqual(await widths(), [360, 360]);
  const small = await page.locator("button:visible, .option:visible, .tick:visible, input[type=text]:visible, input[type=date]:visible, textarea:visible").evaluateAll((targets) =>
    targets.map((target) => target.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).map(({ width, height }) => [width, height]),
  );
  assert.deepEqual(small, []);
  await page.evaluate(() => scrollTo(0, 2000));
  const { y, height } = await page.locator(".side").boundingBox();
  assert.equal(y, 0);
  assert.ok(height < 160, `${height}`);
  await page.locator("[data-action=record]").click();
  await page.locator("paicha-paper h1").waitFor();
  assert.deepEqual(await widths(), [360, 360]);
});

test("in English", async () => {
  const page = await on.open("/en.html");
  await pick(page, "exits_blocked", "Yes");
  await pick(page, "stair_form", "Fails");
  assert.match(await page.locator(".summary").innerText(), /level open[\s\S]*Known 4%[\s\S]*Next open item[\s\S]*48 left; what nobody looked at is not safe/);
  assert.match(await page.locator(".hazards").innerText(), /Hazards found[\s\S]*second-hand, source not read/);
  assert.equal(await page.locator(".page").getAttribute("lang"), "en");
  assert.equal(await page.locator(".summary .level strong").getAttribute("lang"), "zh-CN");
  await fill(page, "cylinder_kg", "9999");
  assert.match(await block(page, "cylinder_kg").getByRole("alert").innerText(), /it should be 0 to 5000 kg/);
  const chrome = await page.locator("button").allInnerTexts();
  assert.ok(chrome.every((text) => !/\p{Script=Han}/u.test(text)), chrome.join());
});

test("a bundle that is not there, a broken bundle, no kind and an unknown kind are told in plain words, with what to do", async () => {
  const told = async (path) => (await on.open(path, { ready: "paicha-checklist .failed" })).locator(".failed").innerText();
  assert.match(await told("/missing.html"), /找不到规则包：\/missing\.json（404） \(W006\)[\s\S]*paicha bundle[\s\S]*重试/);
  assert.match(await told("/broken.html"), /不是规则包文件[\s\S]*\(B001\)/);
  assert.match(await told("/kind.html"), /没有“太空站”这种场所类型[\s\S]*场所类型可填：“餐饮场所”/);
  assert.match(await told("/no-kind.html"), /没有填场所类型/);
  assert.match(await told("/date.html"), /日期.* 要写成 2022-12-31/);
});

test("after an error the checklist comes back with all answers, even those that are saved nowhere", async () => {
  const nowhere = await on.open("/no-id.html");
  await pick(nowhere, "exits_blocked", "是");
  await nowhere.evaluate(() => document.querySelector("paicha-checklist").setAttribute("kind", "nope"));
  await nowhere.locator(".failed").waitFor();
  await nowhere.evaluate(() => document.querySelector("paicha-checklist").setAttribute("kind", "restaurant"));
  await nowhere.locator(".summary").waitFor();
  assert.equal(await level(nowhere), "一般风险…重大风险");

  const page = await on.open();
  await pick(page, "exits_blocked", "是");
  await page.evaluate(() => document.querySelector("paicha-checklist").setAttribute("kind", "nope"));
  await page.locator(".failed").waitFor();
  await page.evaluate(() => document.querySelector("paicha-checklist").setAttribute("kind", "restaurant"));
  await page.locator(".summary").waitFor();
  assert.equal(await level(page), "一般风险…重大风险");
  assert.equal(await page.evaluate(() => document.querySelector("paicha-checklist").result.place.facts.exits_blocked), true);
  await page.route("**/base.json", (route) => route.abort());
  await page.reload();
  await page.locator(".failed", { hasText: "规则包取不到" }).waitFor();
  await page.unroute("**/base.json");
  await page.getByRole("button", { name: "重试" }).click();
  await page.locator(".summary").waitFor();
  assert.equal(await level(page), "一般风险…重大风险");
});
