/** A WebAssembly module, started once when it is first needed, and started anew should it ever stop. */

import { failure, thrown } from "./error.js";

/** Where a module comes from: an address, a response, its bytes, or compiled. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

interface Glue {
  initSync(input: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
}

/** What a module is started from unless the page says otherwise. */
type Bytes = () => Promise<Response> | BufferSource;

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
    this.starting ??= compile(this.source ?? this.bytes()).then(
      (module) => this.run(module),
      (error: unknown) => {
        this.starting = undefined;
        throw error;
      },
    );
    await this.starting;
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
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      this.stopped = true;
      return failure("W001", `引擎停止了：${error.message}；再次加载规则包时会重新启动`, `the engine stopped: ${error.message}; loading a pack starts it again`);
    }
    return thrown(error);
  }
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
