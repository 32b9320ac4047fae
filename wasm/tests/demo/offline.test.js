/** Once visited, the page works without a network, and can be installed. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NAMED, openSample, start, texts } from "./support.js";

describe("offline", () => {
  let demo;
  before(async () => (demo = await start()));
  after(() => demo.stop());

  it("opens, ranks, explains, inspects and edits rules without a network", async () => {
    const { page, context, complaints } = await demo.visit({ serviceWorkers: "allow" });
    await page.waitForSelector(".samples button");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await openSample(page, NAMED);
    assert.equal((await texts(page, ".ranking tbody tr")).length, 21);
    assert.match(await page.innerText(".promise"), /没有网络/);
    await page.click("text=北岸华庭小区");
    await page.click("text=去检查");
    await page.waitForSelector("paicha-checklist >> text=北岸华庭小区");
    await page.click("nav >> text=改规则");
    await page.waitForSelector('.cases [role=status]:text("33 个，通过 33 个")');
    assert.deepEqual(complaints, []);
  });

  it("tells of a newer version, and takes it when asked", async (test) => {
    const made = {};
    const changing = await start({ made });
    test.after(() => changing.stop());
    const { page } = await changing.visit();
    await page.waitForSelector(".samples button");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const before = await page.evaluate(() => caches.keys());
    made["/sw.js"] = (await page.evaluate(async () => (await fetch("sw.js", { cache: "reload" })).text())).replace(/paicha-demo-\$\{"/, '$&newer-');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await Promise.all([page.waitForEvent("load"), page.click(".notice button")]);
    await page.waitForSelector(".samples button");
    await page.waitForFunction((before) => caches.keys().then((names) => names.length === 1 && names[0] !== before[0]), before);
    assert.equal(await page.locator(".notice").count(), 0);
  });

  it("is an app that can be installed: manifest and icons are there", async () => {
    const { page } = await demo.visit();
    const manifest = await page.evaluate(async () => {
      const address = document.querySelector("link[rel=manifest]").href;
      const manifest = await (await fetch(address)).json();
      const icons = await Promise.all(manifest.icons.map(async ({ src, sizes, type }) => {
        const response = await fetch(new URL(src, address));
        const image = type === "image/png" ? await createImageBitmap(await response.blob()) : undefined;
        return { sizes, ok: response.ok, size: image ? `${image.width}x${image.height}` : sizes };
      }));
      return { ...manifest, icons };
    });
    assert.equal(manifest.display, "standalone");
    assert.equal(manifest.start_url, "./");
    assert.ok(manifest.icons.length >= 3);
    assert.ok(manifest.icons.every(({ ok, size, sizes }) => ok && size === sizes), JSON.stringify(manifest.icons));
  });
});
