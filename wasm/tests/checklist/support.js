// A page with a checklist in a real browser, under the Content-Security-Policy that the package must run under.
import { fileURLToPath } from "node:url";
import { launch } from "../browser.js";
import { bundle } from "../packs.js";
import { serve } from "../serve.js";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The tag as a page has it: the restaurant of most tests. */
export const PLACE = { bundle: "/base.json", kind: "restaurant", "as-of": "2022-12-31", "place-id": "P-1", name: "小叮当超市" };

export function page(attributes = PLACE, { head = "", body } = {}) {
  const tag = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>检查</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/dist/checklist.js"></script>${head}
  </head>
  <body>
    <main><h1>街道检查</h1>${body ?? `<paicha-checklist${tag}></paicha-checklist>`}</main>
  </body>
</html>`;
}

/** A server and a browser for the tests of a file. `made` gives pages and bundles by path, besides `/` and `/base.json`. */
export async function stage(made = {}) {
  const own = { "/page.css": "body { margin: 0 }", "/index.html": page(), "/base.json": await bundle("base") };
  const server = await serve(ROOT, { made: { ...own, ...made } });
  const browser = await launch();
  return {
    address: server.address,
    browser,
    /** Opens a page. `page.complaints` gathers errors and violations of the policy; `page.told` the events' details. */
    async open(path = "/index.html", options = {}) {
      const context = options.context ?? (await browser.newContext({ viewport: { width: 390, height: 844 }, ...options }));
      const page = await context.newPage();
      page.complaints = [];
      page.on("pageerror", (error) => page.complaints.push(String(error)));
      page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
      await page.addInitScript(() => {
        window.told = [];
        window.violations = [];
        addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
        for (const type of ["paicha-change", "paicha-finish"]) {
          addEventListener(type, (event) => window.told.push({ type, composed: event.composed, bubbles: event.bubbles, detail: event.detail }));
        }
      });
      await page.goto(server.address + path);
      await page.locator(options.ready ?? "paicha-checklist .summary").first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** The block of a question. */
export const block = (page, id) => page.locator(`[data-input="${id}"]`);

/** Answers a question by the words on its button. */
export async function pick(page, id, words) {
  await block(page, id).locator(".option", { hasText: new RegExp(`^\\s*${words}\\s*$`) }).click();
}

/** Types into the field of a question and leaves it. */
export async function fill(page, id, text) {
  const field = block(page, id).locator("input, textarea").first();
  await field.fill(text);
  await field.blur();
}

export const level = (page) => page.locator(".summary .level strong").innerText();
export const score = (page) => page.locator(".summary .score strong").innerText();
export const section = (page, label) => page.locator("section", { has: page.locator(`h3:text-is("${label}")`) });
export const told = (page) => page.evaluate(() => window.told);
export const last = async (page) => (await told(page)).at(-1);
export const shown = (page) => page.locator("[data-input]").evaluateAll((blocks) => blocks.map((block) => block.dataset.input));
