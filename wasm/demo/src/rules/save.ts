/** Downloads: the file in the editor, all files, the bundle. */

import { zipSync } from "fflate";
import { state } from "../app/state.ts";
import { download } from "../ui/download.ts";
import { filesOf, textOf } from "./actions.ts";

const nameOf = (path: string): string => path.split("/").pop() ?? path;

export function saveFile(): void {
  const { open } = state.rules;
  download(nameOf(open), textOf(open), "application/toml;charset=utf-8");
}

/** All files of the pack and those it extends, in their folders. */
export function saveAll(): void {
  const { entry } = state;
  if (entry) {
    const encoder = new TextEncoder();
    const paths = filesOf(entry).flatMap(([, own]) => own);
    const zip = zipSync(Object.fromEntries(paths.map((path) => [path, encoder.encode(textOf(path))])));
    download(`${entry.id}.zip`, zip as Uint8Array<ArrayBuffer>, "application/zip");
  }
}

export function saveBundle(): void {
  const bundle = state.rules.found?.pack?.bundle();
  if (bundle !== undefined) {
    download(`${state.entry?.id ?? "pack"}.json`, bundle, "application/json");
  }
}
