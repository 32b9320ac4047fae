/** What a case expected and what came, in words. */

import type { Difference, Items } from "paicha";

const NAMES: Record<string, string> = { level: "风险等级", level_at_worst: "最坏的风险等级", score: "分数", score_at_worst: "最坏的分数", failed: "不符合项", outcomes: "结论", results: "结果", tasks: "工作" };
const OUTCOMES: Record<string, string> = { failed: "不符合", passed: "符合", not_applicable: "不适用", unknown: "未知", not_failed: "未不符合", scored: "计分" };

export function differenceText(items: Items | undefined, { path, expected, actual }: Difference): string {
  const [first = "", ...rest] = path.split(".");
  const name = [NAMES[first] ?? first, ...rest.map((id) => labelOf(items, id))].join(" ");
  const value = (own: unknown) => valueText(items, first, own);
  return `${name}：应为${value(expected)}，现在是${value(actual)}`;
}

function labelOf(items: Items | undefined, id: string): string {
  const check = items?.checks.find((own) => own.id === id);
  return check?.title ?? [...(items?.results ?? []), ...(items?.tasks ?? [])].find((own) => own.id === id)?.label ?? id;
}

function valueText(items: Items | undefined, first: string, value: unknown): string {
  if (value === null || value === undefined) {
    return "无";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "无" : value.map((own) => valueText(items, first, own)).join("、");
  }
  if (typeof value !== "string") {
    return typeof value === "object" ? JSON.stringify(value) : ` ${String(value)}`;
  }
  const level = items?.levels.find((own) => own.id === value)?.label;
  return (first.startsWith("level") ? level : first === "outcomes" ? OUTCOMES[value] : first === "failed" ? labelOf(items, value) : undefined) ?? value;
}
