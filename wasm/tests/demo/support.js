/** The built demo in a browser, served under the policy it must run under. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import { launch } from "../browser.js";
import { serve } from "../serve.js";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const rules = path("../../../rules");
export const STREET = 0;
export const STREET_2022 = 1;
export const NAMED = 2;

/** Starts server and browser for the tests of a file. */
export async function start({ made } = {}) {
  const folder = path("../../demo/dist");
  assert.ok(existsSync(`${folder}/sw.js`), "the demo is not built: npm run demo:build");
  const server = await serve(folder, { made, headers: { "Content-Security-Policy": POLICY } });
  const browser = await launch();
  const stop = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, server, stop, visit: (options) => visit(browser, server, options) };
}

/** A fresh visitor. `complaints` collects what the browser has to say: broken policy, errors. */
async function visit(browser, server, { viewport = DESK, address = "", serviceWorkers = "allow" } = {}) {
  const context = await browser.newContext({ viewport, locale: "zh-CN", acceptDownloads: true, serviceWorkers });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${server.address}/${address}`);
  return { page, context, complaints };
}

/** Takes a pack, and waits until it is in use. */
export async function usePack(page, id, lastDay) {
  await page.waitForSelector(`#pack option[value="${id}"]`, { state: "attached" });
  await page.selectOption("#pack", id);
  await page.waitForFunction((day) => document.getElementById("as-of").value === day, lastDay);
}

/** Opens one of the sample ledgers and waits until all of it is there. */
export async function openSample(page, index) {
  await page.click(`.samples li:nth-child(${index + 1}) button`);
  await settled(page);
}

export async function settled(page) {
  await page.waitForSelector(".tabs, .trouble", { timeout: 60_000 });
  await page.waitForSelector(".progress[hidden]", { state: "attached", timeout: 60_000 });
}

/** Puts files into the page as a drop does. */
export async function drop(page, files) {
  const data = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    files.forEach(({ name, bytes }) => transfer.items.add(new File([new Uint8Array(bytes)], name)));
    return transfer;
  }, files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] })));
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

/** What a click saves. */
export async function downloaded(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What the command line says. It ends with 3 where some rows were wrong. */
export function paicha(...args) {
  const { status, stdout, error } = spawnSync(process.env.PAICHA_COMMAND ?? path("../../../target/release/paicha"), args, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 3, `paicha ${args[0]}: ${error?.message ?? status}`);
  return stdout;
}

/** A workbook with a sheet of texts. */
export function workbook(rows) {
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cell = (text) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  const sheet = rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join("");
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)])));
}

/** A CSV without quoted line breaks, as rows. */
export function csvRows(text) {
  return text.replace(/^\uFEFF/, "").trimEnd().split(/\r?\n/).map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => cell.replace(/^"|"$/g, "").replaceAll('""', '"')));
}

export const texts = (page, selector) => page.locator(selector).allInnerTexts();
