/** The page's address: `#/checklist`, `#/ledger`, `#/ledger/place/12`, `#/rules`. */

import type { Route } from "./state.ts";

export function routeOf(hash: string): Route {
  const [, page, sort, row] = hash.split("/");
  if (page === "checklist" || page === "rules") {
    return { page };
  }
  return sort === "place" && /^\d+$/.test(row ?? "") ? { page: "ledger", row: Number(row) } : { page: "ledger" };
}

export const placeAddress = (row: number): string => `#/ledger/place/${row}`;
