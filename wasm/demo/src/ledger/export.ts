/** The ranking as CSV, for Excel. */

import { levelText } from "../ui/level.ts";
import { ends, percent } from "../ui/text.ts";
import type { Ledger } from "./ledger.ts";

const HEADER = ["名次", "编号", "名称", "类型", "所属区域", "风险等级（已确定）", "风险等级（最坏）", "风险分", "最坏风险分", "不符合项数", "主要不符合项", "未知项数", "已知", "下次应做", "逾期天数"];

export function rankingCsv(ledger: Ledger, shown: readonly number[]): string {
  const lines = [HEADER, ...shown.map((row, index) => cells(ledger, row, index + 1))];
  return `\uFEFF${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function cells(ledger: Ledger, row: number, rank: number): string[] {
  const { id, name, kinds, region } = ledger.rows[row] ?? { id: "", name: "", kinds: [], region: "" };
  const detail = ledger.details?.places[row];
  const level = (index: number | undefined) => (index === undefined ? "" : levelText(ledger.pack.items.levels, { level: index, atWorst: index }));
  const score = (value: number | undefined) => ends(value ?? null, value ?? null);
  return [
    String(rank),
    id ?? "",
    name ?? "",
    kindLabels(ledger, kinds).join("、"),
    region ?? "",
    level(ledger.levels[row]),
    level(ledger.levelsAtWorst[row]),
    score(ledger.scores[row]),
    score(ledger.scoresAtWorst[row]),
    String(detail?.failed ?? ""),
    detail?.findings.join("；") ?? "",
    String(detail?.unknown ?? ""),
    detail ? percent(detail.knownShare) : "",
    detail?.nextDue ?? "",
    String(detail?.daysOverdue ?? ""),
  ];
}

export const kindLabels = ({ pack }: Ledger, kinds: readonly string[]): string[] => kinds.map((id) => pack.items.kinds.find((kind) => kind.id === id)?.label ?? id);

/** A text that a spreadsheet would take for a formula is kept a text. */
function quoted(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
