/** Where the keyboard goes: to an input, or to the next one that is open. */

function blockOf(root: ParentNode, id: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>("[data-input]")].find((block) => block.dataset["input"] === id);
}

/** Brings an input into view and puts the focus on its first control. */
export function focusInput(root: ParentNode, id: string): void {
  const block = blockOf(root, id);
  block?.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
  block?.scrollIntoView({ block: "center" });
}

/** Goes to the first open input after one, else to the first of all. */
export function focusNext(root: ParentNode, inputs: readonly { id: string; open: boolean }[], after: string | undefined): void {
  const from = inputs.findIndex((input) => input.id === after) + 1;
  const next = [...inputs.slice(from), ...inputs.slice(0, from)].find((input) => input.open);
  if (next) {
    focusInput(root, next.id);
  }
}
