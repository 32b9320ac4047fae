/** Keeps what an inspector entered in the browser, at once and over reloads. */

import type { PackReference } from "../types.js";
import { type Notes, noNotes } from "./inspection.js";

/** What is stored. `digest` is that of the pack when it was written. */
interface Stored {
  notes: Notes;
  digest: string;
}

/** Under which key an inspection is stored: one for each place, pack and date. Every version of a pack has the same. */
export function keyOf(placeId: string, packId: string, asOf: string): string {
  return ["paicha-checklist", "1", ...[placeId, packId, asOf].map(encodeURIComponent)].join(":");
}

export class Store {
  private readonly key: string;
  private readonly digest: string;

  constructor(placeId: string, pack: PackReference, asOf: string) {
    this.key = keyOf(placeId, pack.id, asOf);
    this.digest = pack.digest;
  }

  /** What was stored, and whether the pack has changed since; `undefined` if nothing was, or nothing can be read. */
  read(): { notes: Notes; packChanged: boolean } | undefined {
    try {
      const text = localStorage.getItem(this.key);
      const stored = text === null ? undefined : (JSON.parse(text) as Partial<Stored>);
      return stored?.notes && { notes: { ...noNotes(), ...stored.notes }, packChanged: stored.digest !== this.digest };
    } catch {
      return undefined;
    }
  }

  /** Whether it could be stored: a private window or a full storage refuses. */
  write(notes: Notes): boolean {
    try {
      localStorage.setItem(this.key, JSON.stringify({ notes, digest: this.digest } satisfies Stored));
      return true;
    } catch {
      return false;
    }
  }

  clear(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // What refuses to be changed holds nothing of ours.
    }
  }
}
