// What people copy from README.md is executed: every `js` block where it says (node or browser), and each console.log must
// print what its comment says; every `ts` block is compiled (tests/types).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.js";
import { bundle } from "./packs.js";
import { blocks } from "./readme.js";
import { serve } from "./serve.js";

const LEDGER = "编号,名称,类型,使用燃气,存瓶总重量,已设专用气瓶间,用气类型\nP-1,老张餐馆,餐饮场所,是,150kg,否,瓶装液化气\n";
const package_ = fileURLToPath(new URL("../", import.meta.url));

let folder;
let rules;

before(async () => {
  // Within the package, whose own name leads to what is built.
  folder = mkdtempSync(join(package_, "tests/made-"));
  rules = await bundle("base");
  writeFileSync(join(folder, "rules.json"), rules);
  writeFileSync(join(folder, "台账.csv"), LEDGER);
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** What the comments beside a block's console.log say, a line each. */
function promised(code) {
  return [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
}

function printedInNode(code) {
  writeFileSync(join(folder, "block.mjs"), code);
  return execFileSync(process.execPath, ["block.mjs"], { cwd: folder, encoding: "utf8" }).trimEnd().split("\n");
}

async function printedInBrowser(code) {
  const script = `${code.replace('"paicha"', '"/dist/index.js"')}\nconsole.log("the end");`;
  const server = await serve(package_, { made: { "/rules.json": rules, "/block.js": script } });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const printed = [];
    page.on("console", (message) => printed.push(message.text()));
    await page.goto(`${server.address}/tests/empty.html`);
    await page.addScriptTag({ url: "/block.js", type: "module" });
    while (printed.at(-1) !== "the end") {
      await page.waitForEvent("console");
    }
    return printed.slice(0, -1);
  } finally {
    await browser.close();
    await server.close();
  }
}

const js = blocks("js");

test("there are blocks for browsers and for Node", () => {
  assert.deepEqual(js.map(({ where }) => where), ["browser", "node", "node", "node"]);
});

for (const { where, code, line } of js) {
  test(`README.md:${line} (${where})`, async () => {
    const expected = promised(code);
    assert.ok(expected.length > 0);
    assert.deepEqual(where === "node" ? printedInNode(code) : await printedInBrowser(code), expected);
  });
}
