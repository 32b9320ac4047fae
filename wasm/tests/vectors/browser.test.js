// The conformance vectors in a real browser, under the Content-Security-Policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, toldBy } from "../browser.js";
import { serve } from "../serve.js";
import { RUN_BY_PAICHA } from "./counts.js";
import { cases, printed, topics } from "./data.js";

test("every case gives the library's bytes in a browser", async () => {
  const data = JSON.stringify({ topics: topics(), printed: [...printed()] });
  const server = await serve(fileURLToPath(new URL("../../", import.meta.url)), { made: { "/vectors.json": data } });
  const browser = await launch();
  try {
    const told = await toldBy(browser, `${server.address}/tests/vectors/page.html`, { timeout: 120_000 });
    assert.deepEqual(told.differences, []);
    assert.deepEqual([told.full, told.paicha, told.skipped], [cases(), RUN_BY_PAICHA, 0]);
  } finally {
    await browser.close();
    await server.close();
  }
});
