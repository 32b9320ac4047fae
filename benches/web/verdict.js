// Score and level from the checks that fail, as ../workload/pack.toml has them. Shared by all that is not paicha.

export const POINTS = [20, 10, 10, 10, 8, 6, 20, 15, 40, 30, 20, 10, 10, 40, 10, 15, 6, 25, 12, 5];
/** So many checks, the first ones, are of the group `gas`; the others are of `fire`. */
export const GAS = 9;
export const LEVELS = ["red", "orange", "yellow", "blue"];

/** The level by index, worst first. */
export function level(score, gas, fire) {
  if (score >= 110 || (gas >= 3 && fire >= 3)) return 0;
  if (score >= 70 || gas >= 3 || fire >= 4) return 1;
  return score >= 30 || fire >= 2 ? 2 : 3;
}

/** The verdict that follows from a list of truths. */
export function verdict(failed) {
  let score = 0;
  let gas = 0;
  let fire = 0;
  for (let check = 0; check < POINTS.length; check++) {
    if (failed[check]) {
      score += POINTS[check];
      if (check < GAS) gas += 1;
      else fire += 1;
    }
  }
  return { score, level: level(score, gas, fire) };
}
