/** `paicha/full`: bundles with script functions, rule files, diagnostics, a pack's own cases. */

import { bytes } from "#bytes/full";
import { asBytes, asObject, asText } from "./argument.js";
import { Engine } from "./engine.js";
import { PaichaError } from "./error.js";
import * as glue from "./module/full.js";
import { Pack, type PackEngine } from "./pack.js";
import type { Source } from "./source.js";
import type { CaseReport, Diagnostic } from "./types.js";

export { PaichaError } from "./error.js";
export { locateFiles } from "./located.js";

const engine = new Engine(glue, bytes);

/** Rule files by their path under the rules root: `xincheng-2022/pack.toml`. */
export type RuleFiles = Readonly<Record<string, string | Uint8Array>>;

/** Says where `full.wasm` is, for pages that keep it elsewhere. To be called before the first `load` or `check`. */
export function locate(source: Source): void {
  engine.locate(source);
}

/** Loads a bundle. */
export async function load(bundle: string): Promise<Pack> {
  asText(bundle, "bundle");
  await engine.start();
  return pack(engine.call(engine.generation, (glue) => glue.Pack.fromBundle(bundle)), bundle);
}

/**
 * Loads a pack from its rule files; `folder` is the pack's, under the rules root.
 *
 * @throws PaichaError with all `diagnostics` when the rule files have errors.
 */
export async function loadRules(files: RuleFiles, folder: string): Promise<Pack> {
  const checked = await check(files, folder);
  const { pack, diagnostics } = checked;
  checked.free();
  if (pack) {
    return pack;
  }
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const [first] = errors;
  throw new PaichaError({
    code: first?.code ?? "E0000",
    message: {
      zh: `规则包有 ${errors.length} 处错误；第一处：${first?.message.zh}`,
      en: `the pack has ${errors.length} errors; the first: ${first?.message.en}`,
    },
    location: first?.place && `${first.place.file}:${first.place.line}:${first.place.column}`,
    help: first?.help ?? null,
    diagnostics,
  });
}

/** Reads rule files and tells everything that is wrong or odd with them. */
export async function check(files: RuleFiles, folder: string): Promise<Checked> {
  asObject(files, "files");
  asText(folder, "folder");
  const encoder = new TextEncoder();
  const contents = Object.entries(files).map(([path, content]) => {
    const bytes = typeof content === "string" ? encoder.encode(content) : asBytes(content, path);
    return [path, bytes] as const;
  });
  await engine.start();
  const { generation } = engine;
  const raw = engine.call(generation, (glue) => new glue.RuleFiles());
  try {
    return engine.call(generation, () => {
      for (const [path, bytes] of contents) {
        raw.add(path, bytes);
      }
      return new Checked(raw.check(folder));
    });
  } finally {
    engine.free(generation, raw);
  }
}

/** What was found of a pack. */
export class Checked {
  /** All problems, in the order of files and lines. */
  readonly diagnostics: Diagnostic[];
  /** The pack; `undefined` when it has errors. */
  readonly pack: Pack | undefined;
  private readonly generation = engine.generation;
  private readonly raw: glue.Checked;

  /** @internal */
  constructor(raw: glue.Checked) {
    this.raw = raw;
    this.diagnostics = JSON.parse(raw.diagnostics()) as Diagnostic[];
    const own = raw.pack();
    this.pack = own && pack(own, raw.bundle() ?? "");
  }

  /** Runs the cases of the pack's `tests/`; `undefined` when the pack has errors. */
  runCases(): CaseReport | undefined {
    const report = engine.call(this.generation, () => this.raw.runCases());
    return report === undefined ? undefined : (JSON.parse(report) as CaseReport);
  }

  /** The bundle of the pack, for `load`; `undefined` when it has errors. */
  bundle(): string | undefined {
    return engine.call(this.generation, () => this.raw.bundle());
  }

  /** Gives the memory back now; the pack stays. */
  free(): void {
    engine.free(this.generation, this.raw);
  }
}

function pack(raw: glue.Pack, bundle: string): Pack {
  return new Pack(engine as unknown as PackEngine, raw as unknown as ConstructorParameters<typeof Pack>[1], bundle);
}
