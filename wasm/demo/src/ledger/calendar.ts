/** What is due, by day. */

import type { CalendarView } from "../app/state.ts";
import type { DueTask } from "./details.ts";
import type { Ledger } from "./ledger.ts";

/** The days on which something is due at the places shown, in order. */
export function days(ledger: Ledger, shown: readonly number[], by: CalendarView["by"]): Map<string, DueTask[]> {
  const among = new Set(shown);
  const found = new Map<string, DueTask[]>();
  for (const task of ledger.details?.tasks ?? []) {
    const date = by === "due" ? task.due : task.suggested;
    if (date !== null && among.has(task.row)) {
      const tasks = found.get(date);
      tasks ? tasks.push(task) : found.set(date, [task]);
    }
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

export const monthOf = (date: string): string => date.slice(0, 7);

/** The weeks of a month, Monday first; `undefined` where a week reaches into another month. */
export function weeks(month: string): (string | undefined)[][] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const cells = [...new Array<undefined>(before), ...Array.from({ length }, (_, day) => `${month}-${String(day + 1).padStart(2, "0")}`)];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]));
}
