/** How the printed forms look: 检查记录 and 限期整改通知书. */

import { html, nothing, type TemplateResult } from "lit";
import type { Check } from "../items.js";
import type { Outcome, Reason } from "../types.js";
import type { ChecklistResult, OtherHazard } from "./api.js";
import { checksOf, type Section } from "./form.js";
import { basisText, deadlineText, gradeText } from "./hazard-view.js";
import type { Inspection } from "./inspection.js";
import type { PaperWords } from "./paper-words.js";
import { gauge, levelText, percent, scoreText } from "./summary-view.js";
import { told } from "./values.js";

/** What was checked, what came of it, what was found. */
export function recordView(detail: ChecklistResult, inspection: Inspection, words: PaperWords): TemplateResult {
  return html`
    <h1>${words.record}</h1>
    ${placeView(detail, inspection, words)}
    <h2>${words.conclusion}</h2>
    ${conclusionView(detail, inspection, words)}
    <h2>${words.hazards}</h2>
    ${hazardTable(detail, words)}
    <h2>${words.findings}</h2>
    ${checksOf(inspection.sections, inspection.pack.items, detail.assessment.outcomes).map(([section, checks]) => sectionTable(section, checks, detail, inspection, words))}
    ${signatures([words.inspectors, words.inspected], words)}
  `;
}

/** What is to be corrected by when. */
export function noticeView(detail: ChecklistResult, inspection: Inspection, words: PaperWords): TemplateResult {
  const { assessment, corrected_on_site, other_hazards } = detail;
  const isCorrected = (reason: Reason) => corrected_on_site.includes(reason.check);
  const open = assessment.failed.filter((reason) => !isCorrected(reason));
  const openOthers = other_hazards.filter((hazard) => !hazard.corrected);
  const done = [...assessment.failed.filter(isCorrected).map((reason) => reason.finding), ...other_hazards.filter((hazard) => hazard.corrected).map(({ text }) => text)];
  return html`
    <h1>${words.notice}</h1>
    <p class="number">${words.number}<span class="blank"></span></p>
    <p class="to">${words.to(assessment.name ?? "", assessment.id)}</p>
    ${open.length + openOthers.length === 0
      ? html`<p>${words.nothingToCorrect}</p>`
      : html`<p>${words.intro(words.words.date(assessment.as_of))}</p>${correctionTable(open, openOthers, assessment.as_of, words)}<p>${words.outro}</p>`}
    ${done.length > 0 ? html`<p>${words.alsoCorrected}</p><ul class="done">${done.map((text) => html`<li>${text}${words.words.bracket(words.correctedOnSite)}</li>`)}</ul>` : nothing}
    ${inspection.left > 0 ? html`<p class="note">${words.noticeOpen}</p>` : nothing}
    ${signatures([words.responsible, words.inspectors, words.office, words.receipt], words)}
    <h2>${words.recheck}</h2>
    <p class="recheck">${words.recheckLine}</p>
    <p class="note">${words.statusNote}</p>
    <p class="note">${words.copies}</p>
  `;
}

function placeView({ assessment }: ChecklistResult, inspection: Inspection, words: PaperWords): TemplateResult {
  const { info, kinds } = inspection.pack.items;
  const labels = assessment.kinds.map((id) => kinds.find((kind) => kind.id === id)?.label ?? id);
  const cell = (label: string, value: string) => html`<th scope="row">${label}</th><td>${value}</td>`;
  return html`
    <table class="place">
      <tr>${cell(words.place, assessment.name ?? "")} ${cell(words.placeId, assessment.id)}</tr>
      <tr>${cell(words.kind, labels.join("、"))} ${cell(words.region, assessment.region ?? "")}</tr>
      <tr>${cell(words.date, assessment.as_of)} ${cell(words.pack, `${info.title} ${info.version}${words.words.bracket(assessment.pack.digest.slice(0, 12))}`)}</tr>
    </table>
  `;
}

function conclusionView({ assessment }: ChecklistResult, inspection: Inspection, words: PaperWords): TemplateResult {
  const { levels, score } = inspection.pack.items;
  const outcomes = Object.values(assessment.outcomes);
  const count = (...of: Outcome[]) => outcomes.filter((outcome) => of.includes(outcome)).length;
  const texts = words.words;
  return html`
    ${assessment.level === undefined
      ? nothing
      : html`<p class="level">${texts.level} ${gauge(levels, assessment)} <strong>${levelText(assessment)}</strong>${inspection.undecided ? texts.bracket(texts.undecided) : ""}</p>`}
    <p>${score.label ?? texts.score} ${scoreText(assessment)} ${score.unit ?? texts.points}${texts.bracket(texts.better[score.better])} · ${texts.known} ${percent(assessment.known_share)}</p>
    <p>${words.counts(count("failed"), count("passed"), count("not_applicable"), count("unknown", "not_failed"))}</p>
    ${inspection.left > 0 ? html`<p class="note">${words.stillOpen}</p>` : nothing}
  `;
}

function hazardTable({ assessment, corrected_on_site, other_hazards }: ChecklistResult, words: PaperWords): TemplateResult {
  if (assessment.failed.length + other_hazards.length === 0) {
    return html`<p>${words.noHazards}</p>`;
  }
  const state = (corrected: boolean) => (corrected ? words.correctedOnSite : words.toCorrect);
  const rows = [
    ...assessment.failed.map((reason) => [
      reason.finding, gradeText(reason, words.words), reason.basis ? basisText(reason.basis, words.words) : "",
      deadlineText(reason, assessment.as_of, words.words) ?? "", state(corrected_on_site.includes(reason.check)),
    ]),
    ...other_hazards.map(({ text, corrected }) => [text, words.ungraded, "", "", state(corrected)]),
  ];
  return table([[words.hazard], [words.grade, "short"], [words.basis], [words.deadline, "day"], [words.state, "short"]], rows, words);
}

function correctionTable(open: readonly Reason[], others: readonly OtherHazard[], asOf: string, words: PaperWords): TemplateResult {
  const rows = [
    ...open.map((reason) => [
      reason.finding, gradeText(reason, words.words), reason.fix ?? "", reason.basis ? basisText(reason.basis, words.words) : "",
      deadlineText(reason, asOf, words.words) ?? "", reason.refer_to ?? "",
    ]),
    ...others.map(({ text }) => [text, words.ungraded, "", "", "", ""]),
  ];
  return table([[words.hazard], [words.grade, "short"], [words.measure], [words.basis], [words.deadline, "day"], [words.department, "short"]], rows, words);
}

type Column = [head: string, width?: "short" | "day"];

/** A table with numbered rows. */
function table(columns: readonly Column[], rows: readonly (readonly string[])[], words: PaperWords): TemplateResult {
  return html`
    <table class="list">
      <thead><tr><th scope="col" class="order">${words.order}</th>${columns.map(([head, width = ""]) => html`<th scope="col" class=${width}>${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row, index) => html`<tr><td class="order">${index + 1}</td>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>
  `;
}

/** The checks of a section with their outcomes; those that do not apply in one line. */
function sectionTable(section: Section, checks: readonly Check[], detail: ChecklistResult, inspection: Inspection, words: PaperWords): TemplateResult {
  const { outcomes } = detail.assessment;
  const gone = checks.filter((check) => outcomes[check.id] === "not_applicable");
  const there = checks.filter((check) => outcomes[check.id] !== "not_applicable");
  const row = (check: Check) => {
    const outcome = outcomes[check.id] ?? "unknown";
    return html`<tr class=${outcome}><td>${check.title}</td><td class="outcome">${words.words.outcome[outcome]}</td><td>${seen(check, inspection, words)}</td></tr>`;
  };
  return html`
    <h3>${section.label ?? words.words.otherSection}</h3>
    ${there.length > 0
      ? html`<table class="list checks">
          <thead><tr><th scope="col">${words.check}</th><th scope="col" class="outcome">${words.result}</th><th scope="col">${words.seen}</th></tr></thead>
          <tbody>${there.map(row)}</tbody>
        </table>`
      : nothing}
    ${gone.length > 0 ? html`<p class="note">${words.notApplicable(gone.map((check) => check.title).join(words.words.separator))}</p>` : nothing}
  `;
}

/** The facts a check reads, as far as they are known. */
function seen(check: Check, inspection: Inspection, words: PaperWords): string {
  return inspection.inputs
    .filter((input) => input.type !== "observed" && input.checks.includes(check.id) && inspection.value(input.id) !== undefined && !inspection.refused.has(input.id))
    .map((input) => words.words.fact(input.label, told(input, inspection.value(input.id), words.words)))
    .join(words.words.separator);
}

function signatures(labels: readonly string[], words: PaperWords): TemplateResult {
  return html`
    <div class="signatures">
      ${labels.map((label) => html`<p><span>${label}</span><span class="blank"></span><span>${words.signedOn}</span><span class="blank date"></span></p>`)}
    </div>
  `;
}
