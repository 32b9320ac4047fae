// Watches the WebAssembly instances that the package makes. To be imported before it.

/** Every instance made, latest last. */
export const instances = [];

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    instances.push(this);
  }
};

/** The bytes of memory that the latest instance has taken. */
export function memory() {
  return instances.at(-1).exports.memory.buffer.byteLength;
}
