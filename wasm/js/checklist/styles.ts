/**
 * Styles under a policy of `style-src 'self'`: as constructed sheets, which no policy forbids, or, in browsers that have
 * none (Safari before 16.4), as a link to the same sheet beside this file.
 */

import { type CSSResult, supportsAdoptingStyleSheets, unsafeCSS } from "lit";

export function constructed(text: string): CSSResult[] {
  return supportsAdoptingStyleSheets ? [unsafeCSS(text)] : [];
}

/** Links the sheet where none can be constructed. */
export function linked(root: ShadowRoot, address: URL): void {
  if (!supportsAdoptingStyleSheets) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address.href;
    root.append(link);
  }
}
