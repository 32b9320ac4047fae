/** Brings the pack of a checklist: given, as a bundle's text, or from an address. */

import { load, PaichaError } from "../index.js";
import type { Pack } from "../pack.js";
import type { Message } from "../types.js";

/** Loads what a page gave as `bundle`: a text that starts with a brace is a bundle, anything else an address. */
export async function packOf(bundle: string): Promise<Pack> {
  return load(bundle.trimStart().startsWith("{") ? bundle : await fetched(bundle));
}

async function fetched(address: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw missing(
      { zh: `规则包取不到：${address}`, en: `the bundle could not be fetched: ${address}` },
      { zh: "检查网络是否连通，再点重试", en: "see whether the network is there, then try again" },
    );
  }
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok || type.startsWith("text/html")) {
    throw missing(
      { zh: `找不到规则包：${address}（${response.status}）`, en: `the bundle was not found: ${address} (${response.status})` },
      { zh: "核对 bundle 写的地址；规则包文件由 paicha bundle 生成", en: "see whether the address in bundle is right; the file is what paicha bundle writes" },
    );
  }
  return response.text();
}

function missing(message: Message, help: Message): PaichaError {
  return new PaichaError({ code: "W006", message, help });
}
