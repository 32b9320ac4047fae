// How long a page waits until it can assess: fetch from this machine, compile, load the bundle of rules/base; each time in
// a browser context of its own, so that nothing is cached. `npm run ready` after `wasm/build`.

import { fileURLToPath } from "node:url";
import { launch } from "../../wasm/tests/browser.js";
import { bundle } from "../../wasm/tests/packs.js";
import { serve } from "../../wasm/tests/serve.js";

const TIMES = 15;

const page = '<!doctype html><meta charset="utf-8"><script type="module" src="/ready.js"></script>';
const script = `
const start = performance.now();
const [{ load }, rules] = await Promise.all([import("/index.js"), fetch("/base.json").then((response) => response.text())]);
const pack = await load(rules);
window.told = [performance.now() - start, pack.assess({ id: "1", kinds: ["restaurant"], facts: {} }, { asOf: "2022-12-31" }).level_at_worst];
`;
const dist = fileURLToPath(new URL("../../wasm/dist", import.meta.url));
const site = await serve(dist, { made: { "/ready.html": page, "/ready.js": script, "/base.json": await bundle("base") } });
const browser = await launch();
const times = [];
for (let time = 0; time < TIMES; time += 1) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${site.address}/ready.html`);
  await tab.waitForFunction(() => window.told !== undefined);
  const [took, level] = await tab.evaluate(() => window.told);
  if (level !== "red") {
    throw new Error(`a restaurant nobody looked at is ${level} at worst`);
  }
  times.push(took);
  await context.close();
}
await browser.close();
await site.close();
times.sort((a, b) => a - b);
console.log(`ready in a browser: median ${times[TIMES >> 1].toFixed(0)} ms, ${times[0].toFixed(0)} to ${times[TIMES - 1].toFixed(0)} over ${TIMES} contexts`);
