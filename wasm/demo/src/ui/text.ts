/** Numbers and dates as people read them. */

import type { Bounds, ReasonInput } from "paicha";

/** Today where the reader is. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}

export const count = (number: number): string => number.toLocaleString("zh-CN");

/** Two ends of a number, `45…210`; `?` for an end that could not be computed. */
export function ends(least: number | null, most: number | null): string {
  const text = (end: number | null) => (end === null || Number.isNaN(end) ? "?" : String(end));
  return text(least) === text(most) ? text(least) : `${text(least)}…${text(most)}`;
}

export const boundsText = (bounds: Bounds): string => (typeof bounds === "number" ? String(bounds) : ends(...bounds));

/** Whole per cent; 1 % and 99 % where it is not quite 0 or 1. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return `${share > 0 && rounded < 1 ? 1 : share < 1 && rounded > 99 ? 99 : rounded}%`;
}

export function valueText(value: ReasonInput["value"]): string {
  if (typeof value === "boolean") {
    return value ? "是" : "否";
  }
  const answers: Record<string, string> = { passes: "符合", fails: "不符合", not_applicable: "不适用" };
  return Array.isArray(value) ? value.join("、") : (answers[String(value)] ?? String(value));
}

/** `2022-09-05` as `9月5日`, with the year where it is another. */
export function dayText(date: string, asOf: string): string {
  const [year, month, day] = date.split("-").map(Number);
  const text = `${month}月${day}日`;
  return date.slice(0, 4) === asOf.slice(0, 4) ? text : `${year}年${text}`;
}
