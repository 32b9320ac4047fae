/** What can be known of a place of a kind, with values it could have. */

const DAY = 86_400_000;

export const dayBefore = (date, days) => new Date(Date.parse(date) - days * DAY).toISOString().slice(0, 10);

/** Facts and observed checks of a kind, in the order of the pack. */
export function inputsOf(items, kind, asOf) {
  const concerns = (item) => item.kinds.length === 0 || item.kinds.includes(kind);
  const profile = profileNames(items);
  const facts = items.facts.filter(concerns).map((fact) => ({
    id: fact.id,
    header: fact.label,
    isAnswer: false,
    isProfile: profile.has(fact.id),
    candidates: candidates(fact, asOf),
    type: fact.fact_type,
  }));
  const answers = items.checks
    .filter((check) => check.rule === "observed" && concerns(check))
    .map((check) => ({ id: check.id, header: check.title, isAnswer: true, isProfile: false, candidates: ["passes", "fails"], type: "answer" }));
  return [...facts, ...answers].filter((input) => input.candidates.length > 0);
}

/** Facts that say what a place is rather than how it is kept: those on which it depends what applies. */
function profileNames(items) {
  const names = new Set();
  const read = (expression) => (expression ?? "").match(/[a-z_][a-z0-9_]*/g)?.forEach((name) => names.add(name));
  items.checks.forEach((check) => {
    read(check.applies_if);
    read(check.points.bands?.fact ?? check.points.map?.fact);
  });
  items.derived.forEach((derived) => read(derived.value));
  items.campaigns.forEach((campaign) => read(campaign.scope));
  items.duties.forEach((duty) => read(duty.when));
  return names;
}

function candidates({ fact_type: type, range }, asOf) {
  if (type === "bool") {
    return [true, false];
  }
  if (type === "date") {
    return [40, 200, 500, 4000, -200].map((days) => dayBefore(asOf, days));
  }
  if (type.number) {
    const inRange = (value) => value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity);
    return [1, 2, 5, 12, 40, 90, 160, 600, 0, range.min, range.max].filter((value) => value !== null && inRange(value));
  }
  return type.choice ? type.choice.map((option) => option.id) : [];
}

/** A value as a cell has it. */
export function cell({ type }, value) {
  if (value === undefined || value === null) {
    return "";
  }
  if (type === "answer") {
    return value === "passes" ? "符合" : "不符合";
  }
  if (typeof value === "boolean") {
    return value ? "是" : "否";
  }
  return type.choice ? type.choice.find((option) => option.id === value).label : String(value);
}
