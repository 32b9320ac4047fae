/** Moves the keyboard to what has opened, and back to where it came from. */

import { directive, AsyncDirective } from "lit/async-directive.js";
import { nothing } from "lit/html.js";
import type { ElementPart } from "lit/directive.js";

/** On an element that opens: takes the focus when it appears or its key changes, and gives it back when it goes. */
class TakesFocus extends AsyncDirective {
  private key: unknown;
  private from: HTMLElement | undefined;

  render(_key: unknown): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [key]: [unknown]): typeof nothing {
    if (key !== this.key) {
      this.from ??= document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
      this.key = key;
      queueMicrotask(() => (element as HTMLElement).focus({ preventScroll: true }));
    }
    return nothing;
  }

  override disconnected(): void {
    const { from } = this;
    queueMicrotask(() => from?.isConnected && from.focus({ preventScroll: true }));
  }
}

export const takesFocus = directive(TakesFocus);
