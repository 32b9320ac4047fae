/** Made-up records of what was done at a made-up place, for the duties of a pack. */

import { dayBefore } from "./inputs.js";

const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** Rows of records: most periods done, the careless leave some out. */
export function recordsOf({ pack, asOf, random }, place) {
  const duties = pack.items.duties.filter((duty) => duty.kinds.length === 0 || duty.kinds.includes(place.kind.id));
  return duties.flatMap((duty) => {
    const task = pack.items.tasks.find((item) => item.id === duty.task);
    return datesOf(duty, pack, asOf, () => random() < place.diligence * 0.96, random).map((date) => [place.id, task.label, date, checkerOf(duty), random() < 0.9 ? "正常" : "有隐患"]);
  });
}

function datesOf(duty, pack, asOf, isDone, random) {
  const per = duty.frequency.per;
  if (!per) {
    return [];
  }
  return slots(per, duty, pack, asOf)
    .filter(isDone)
    .map(({ from, days }) => dayBefore(from, -Math.floor(random() * days)))
    .filter((date) => date <= asOf);
}

/** Stretches of the year in each of which the task is done once. */
function slots({ per, at_least }, duty, pack, asOf) {
  const year = asOf.slice(0, 4);
  if (per === "campaign") {
    const { from, to } = pack.items.campaigns.find((campaign) => campaign.id === duty.campaign).period;
    return [{ from, days: (Date.parse(to) - Date.parse(from)) / 86_400_000 }];
  }
  if (per === "week") {
    return Array.from({ length: 51 }, (_, week) => ({ from: dayBefore(`${year}-01-03`, -7 * week), days: 6 }));
  }
  const months = Math.max(1, Math.floor((MONTHS[per] ?? 12) / (at_least ?? 1)));
  return Array.from({ length: Math.floor(12 / months) }, (_, slot) => ({
    from: `${year}-${String(1 + slot * months).padStart(2, "0")}-01`,
    days: months * 28,
  }));
}

/** Who is to do it: the first that the duty counts. */
function checkerOf({ count_if, by }) {
  return /checker in \["([^"]+)"/.exec(count_if ?? "")?.[1] ?? by ?? "街道";
}
