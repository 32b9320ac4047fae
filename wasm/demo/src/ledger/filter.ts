/** Which places of a ledger are shown. */

import type { AssessedRow } from "paicha";
import type { Ledger } from "./ledger.ts";

export interface Filters {
  /** A region path: it and what lies below. */
  region: string;
  kind: string;
  /** By the index of a level: `sure:1` surely it, `open:1` it or perhaps worse, `worst:1` it at worst. */
  level: string;
  text: string;
}

let last: { ledger: Ledger; filters: Filters; rows: number[] } | undefined;

/** The rows shown, worst first. */
export function filtered(ledger: Ledger, filters: Filters): number[] {
  if (last?.ledger !== ledger || last.filters !== filters) {
    const tests = [regionTest, kindTest, levelTest, textTest].map((test) => test(ledger, filters)).filter((test) => test !== undefined);
    last = { ledger, filters, rows: ledger.order.filter((row) => tests.every((test) => test(row))) };
  }
  return last.rows;
}

type Test = (row: number) => boolean;

function regionTest({ rows }: Ledger, { region }: Filters): Test | undefined {
  return region ? (row) => within(rows[row]?.region ?? "", region) : undefined;
}

const within = (path: string, region: string): boolean => path === region || path.startsWith(`${region}/`);

function kindTest({ rows }: Ledger, { kind }: Filters): Test | undefined {
  return kind ? (row) => rows[row]?.kinds.includes(kind) ?? false : undefined;
}

function levelTest({ levels, levelsAtWorst }: Ledger, { level }: Filters): Test | undefined {
  const [sort, index] = level.split(":");
  const wanted = Number(index);
  const tests: Record<string, Test> = {
    sure: (row) => levels[row] === wanted && levelsAtWorst[row] === wanted,
    open: (row) => levels[row] === wanted && levelsAtWorst[row] !== wanted,
    worst: (row) => levelsAtWorst[row] === wanted,
  };
  return sort ? tests[sort] : undefined;
}

function textTest({ rows, details }: Ledger, { text }: Filters): Test | undefined {
  const words = text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return undefined;
  }
  return (index) => {
    const row = rows[index];
    const said = [row?.id, row?.name, row?.region, ...(details?.places[index]?.findings ?? [])].join(" ").normalize("NFKC").toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

/** Every region path and what lies above it, in order. */
export function regions(rows: readonly AssessedRow[]): string[] {
  const paths = new Set<string>();
  for (const { region } of rows) {
    const names = region?.split("/") ?? [];
    names.forEach((_, depth) => paths.add(names.slice(0, depth + 1).join("/")));
  }
  return [...paths].sort((one, other) => one.localeCompare(other, "zh-CN"));
}
