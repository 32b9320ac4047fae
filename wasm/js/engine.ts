/** A WebAssembly module, started once when it is first needed, and started anew should it ever stop. */

import { PaichaError, failure, thrown } from "./error.js";
import type { Source } from "./source.js";

interface Glue {
  initSync(input: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
}

/** Something that lives in a module's memory. */
interface Held {
  free(): void;
}

/** What a module is started from unless the page says otherwise. */
type Bytes = () => Promise<Response> | BufferSource;

/** Whether the glue says that `free` was called on the object. */
function isFreed(error: unknown): boolean {
  return error instanceof Error && error.message === "null pointer passed to rust";
}

/** What a call ends with that leaves the module in no state to go on: a trap, or a stack that was used up (`InternalError` in Firefox). */
function stops(error: unknown): error is Error {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError || (error instanceof Error && error.name === "InternalError");
}

export class Engine<G extends Glue> {
  readonly glue: G;
  /** Counts the starts; what belongs to an earlier one is lost. */
  generation = 0;
  /** The module's memory, once it runs. */
  memory: WebAssembly.Memory | undefined;
  private readonly bytes: Bytes;
  private source: Source | undefined;
  private starting: Promise<void> | undefined;
  private module: WebAssembly.Module | undefined;
  private stopped = false;

  constructor(glue: G, bytes: Bytes) {
    this.glue = glue;
    this.bytes = bytes;
  }

  /** Says where the module is; for pages that keep it elsewhere. Before it is first needed. */
  locate(source: Source): void {
    this.source = source;
  }

  /** Starts the module, unless it runs. */
  async start(): Promise<void> {
    if (this.stopped && this.module) {
      this.run(this.module);
    }
    this.starting ??= this.first().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    await this.starting;
  }

  private async first(): Promise<void> {
    try {
      this.run(await compile(this.source ?? this.bytes()));
    } catch (error) {
      throw error instanceof PaichaError ? error : unstarted(error);
    }
  }

  private run(module: WebAssembly.Module): void {
    this.memory = this.glue.initSync({ module }).memory;
    this.module = module;
    this.stopped = false;
    this.generation += 1;
  }

  /** Calls into the module for something made in `generation`. Throws a `PaichaError`. */
  call<T>(generation: number, work: (glue: G) => T): T {
    this.check(generation);
    try {
      return work(this.glue);
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Throws when what was made in `generation` is lost. */
  check(generation: number): void {
    if (this.stopped || generation !== this.generation) {
      throw failure("W002", "引擎已重新启动，这个对象不能再用；请重新加载规则包", "the engine was restarted and this object is lost; load the pack again");
    }
  }

  /** What to throw for what a call threw. A module that has stopped must not be called again. */
  failed(error: unknown): unknown {
    const before = this.stopped;
    // At once: what follows needs stack, and there may be none left.
    this.stopped = true;
    if (stops(error)) {
      return failure("W001", `引擎停止了：${error.message}；再次加载规则包时会重新启动`, `the engine stopped: ${error.message}; loading a pack starts it again`);
    }
    this.stopped = before;
    if (isFreed(error)) {
      return failure("W005", "这个对象已经用 free() 释放，不能再用", "this object was given back with free() and is gone");
    }
    return thrown(error);
  }

  /** Gives back something made in `generation`; what is gone already stays so. */
  free(generation: number, held: Held): void {
    if (this.stopped || generation !== this.generation) {
      return;
    }
    try {
      held.free();
    } catch (error) {
      this.stopped = true;
      this.stopped = stops(error);
      if (!this.stopped && !isFreed(error)) {
        throw error;
      }
    }
  }
}

function unstarted(error: unknown): PaichaError {
  return failure("W004", `WebAssembly 无法启动：${String(error)}`, `WebAssembly cannot be started: ${String(error)}`, {
    zh: "先确认能取到 .wasm 文件；网页有 Content-Security-Policy 时，script-src 里要有 'wasm-unsafe-eval'",
    en: "see that the .wasm file can be fetched; a page with a Content-Security-Policy needs 'wasm-unsafe-eval' in script-src",
  });
}

async function compile(source: Source | Promise<Response>): Promise<WebAssembly.Module> {
  const given = await source;
  if (given instanceof WebAssembly.Module) {
    return given;
  }
  if (typeof given === "string" || given instanceof URL || (typeof Request === "function" && given instanceof Request)) {
    return fromResponse(await fetch(given));
  }
  if (typeof Response === "function" && given instanceof Response) {
    return fromResponse(given);
  }
  return WebAssembly.compile(given as BufferSource);
}

async function fromResponse(response: Response): Promise<WebAssembly.Module> {
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok || type.startsWith("text/html")) {
    throw failure(
      "W003",
      `找不到 WebAssembly 文件：${response.url}（${response.status} ${type}）`,
      `the WebAssembly file was not found: ${response.url} (${response.status} ${type})`,
      {
        zh: "用 Vite 开发时，在 vite.config 里写 optimizeDeps: { exclude: [\"paicha\"] }；文件放在别处时，先调用 locate(地址)",
        en: "with Vite's development server, put optimizeDeps: { exclude: [\"paicha\"] } into vite.config; for a file kept elsewhere, call locate(address) first",
      },
    );
  }
  if (type.startsWith("application/wasm") && typeof WebAssembly.compileStreaming === "function") {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
