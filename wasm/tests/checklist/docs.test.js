// The page of docs/checklist.md, as written there; and that its tables miss nothing.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundle } from "../packs.js";
import { level, pick, ROOT, stage } from "./support.js";

const DOC = readFileSync(join(ROOT, "../docs/checklist.md"), "utf8");
const example = (language) => DOC.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))[1];
const sources = readdirSync(join(ROOT, "js/checklist"), { recursive: true })
  .filter((file) => /\.(ts|css)$/.test(file))
  .map((file) => readFileSync(join(ROOT, "js/checklist", file), "utf8"))
  .join("\n");

let on;
before(async () => {
  const made = { "/doc/index.html": example("html"), "/doc/page.js": example("js"), "/doc/page.css": example("css"), "/doc/base.json": await bundle("base") };
  // The example has the package in a folder beside the page.
  for (const file of readdirSync(join(ROOT, "dist")).filter((file) => /\.(js|css|wasm)$/.test(file))) {
    made[`/doc/paicha/dist/${file}`] = readFileSync(join(ROOT, "dist", file));
  }
  on = await stage(made);
});
after(() => on.close());

test("the example runs as written", async () => {
  const page = await on.open("/doc/index.html");
  await pick(page, "exits_blocked", "是");
  assert.equal(await level(page), "一般风险…重大风险");
  await page.locator("[data-action=finish]").click();
  await page.locator("[data-action=yes]").click();
  assert.equal(await page.locator("#told").innerText(), "小叮当超市：一般风险…重大风险，隐患 1 处，当场整改 0 处");
  assert.equal(await page.locator("[data-action=finish]").evaluate((button) => getComputedStyle(button).backgroundColor), "rgb(20, 83, 45)");
  assert.deepEqual(page.complaints, []);
  assert.equal(await page.evaluate(() => localStorage.key(0)), DOC.match(/`(paicha-checklist:1:[^`]+)`/)[1]);
});

test("every variable and every part is in the tables, and no other", () => {
  const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();
  assert.deepEqual(all(DOC, /`(--paicha-[a-z-]+)`/g), all(sources, /var\((--paicha-[a-z-]+)/g));
  const parts = DOC.match(/Parts for `::part\(\)`:(.*)/)[1];
  assert.deepEqual(all(parts.replace(/`paicha-paper`/, ""), /`([a-z-]+)`/g), all(sources, /part="([a-z-]+)"/g));
});

test("defaults of variables are those in the table", () => {
  const defaults = new Map([...sources.matchAll(/var\((--paicha-[a-z-]+), ([^)]+)\)/g)].map(([, name, value]) => [name, value]));
  const rows = DOC.split("\n").filter((line) => line.startsWith("| `--paicha-") && !line.includes("--paicha-font`"));
  for (const row of rows) {
    const [, names, values] = row.split("|");
    const told = [...values.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    assert.deepEqual([...names.matchAll(/`([^`]+)`/g)].map((match) => defaults.get(match[1])), told, names);
  }
  assert.equal(rows.length, 10);
});
