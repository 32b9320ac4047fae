// A real browser: Debian's Chromium, or what PAICHA_CHROMIUM names.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: process.env.PAICHA_CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/** Opens a page and waits for what its script puts into `window.told`; everything the page complains of is in the error. */
export async function toldBy(browser, address, { timeout = 30_000 } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  try {
    await page.goto(address);
    await page.waitForFunction(() => window.told !== undefined, undefined, { timeout });
    return await page.evaluate(() => window.told);
  } catch (error) {
    throw new Error(`${address}: ${error.message}\n${complaints.join("\n")}`);
  } finally {
    await page.close();
  }
}
