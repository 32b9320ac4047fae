/** What the ranking and the calendar show of every single place. Made after the ranking, while the reader looks at it. */

import type { Assessed, Assessment } from "paicha";
import { inSlices } from "../ui/pause.ts";
import type { Ledger } from "./ledger.ts";

/** A task that is to be done at a place. */
export interface DueTask {
  row: number;
  label: string;
  due: string;
  suggested: string | null;
  /** Days past due; 0 when it is not. */
  overdue: number;
}

export interface Detail {
  knownShare: number;
  /** The gravest findings. */
  findings: string[];
  failed: number;
  unknown: number;
  nextDue: string | null;
  daysOverdue: number | null;
}

export interface Details {
  /** By row; absent for rows that could not be read. */
  places: (Detail | undefined)[];
  tasks: DueTask[];
  /** Somebody gave records: what is due is known. */
  hasRecords: boolean;
}

const NAMED = 3;

/** `undefined` when it was stopped. */
export async function collect(ledger: Ledger, watch: { onProgress(share: number): void; isStopped(): boolean }): Promise<Details | undefined> {
  const details: Details = { places: new Array<undefined>(ledger.rows.length).fill(undefined), tasks: [], hasRecords: false };
  const take = (position: number): void => {
    const row = ledger.order[position] as number;
    const assessment = ledger.assessed.assessment(row);
    details.places[row] = detailOf(assessment);
    details.tasks.push(...dueTasks(row, assessment));
    details.hasRecords ||= (assessment.tasks ?? []).some((task) => task.done !== null || task.days_overdue !== null);
  };
  const isWhole = await inSlices(ledger.order.length, take, {
    onProgress: (done) => watch.onProgress(done / ledger.order.length),
    isStopped: watch.isStopped,
  });
  return isWhole ? details : undefined;
}

const looked = new WeakMap<Assessed, Map<number, Detail>>();

/** The detail of one row, before all are there. */
export function detailAt({ assessed, details }: Ledger, row: number): Detail {
  const known = looked.get(assessed) ?? new Map<number, Detail>();
  const detail = details?.places[row] ?? known.get(row) ?? detailOf(assessed.assessment(row));
  looked.set(assessed, known.set(row, detail));
  return detail;
}

function detailOf(assessment: Assessment): Detail {
  return {
    knownShare: assessment.known_share,
    findings: assessment.failed.slice(0, NAMED).map((reason) => reason.finding),
    failed: assessment.failed.length,
    unknown: Object.values(assessment.outcomes).filter((outcome) => outcome === "unknown").length,
    nextDue: assessment.next_due,
    daysOverdue: assessment.days_overdue,
  };
}

function dueTasks(row: number, { tasks = [] }: Assessment): DueTask[] {
  return tasks.flatMap(({ label, next_due: due, suggested, days_overdue: overdue }) => (due === null ? [] : [{ row, label, due, suggested, overdue: overdue ?? 0 }]));
}
