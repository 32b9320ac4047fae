/** Where a WebAssembly module comes from. */

/** A type of the platform, where there is one: TypeScript for Node knows only some of the browser's. */
type Platform<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Type }> ? Type : never;
/** The browser's type of it is empty, which anything would fit. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } } ? Type & object : never;

/** An address, a response, the bytes, or the module compiled. */
export type Source = string | Platform<"URL"> | Platform<"Request"> | Platform<"Response"> | ArrayBuffer | ArrayBufferView<ArrayBuffer> | CompiledModule;
