// The twenty checks written by hand: for an object of which everything is known, and for columns with blanks and both ends.

import { GAS, POINTS, level, verdict } from "./verdict.js";

/** Which checks fail at a place of which everything is known. */
export function failed(f) {
  const gas = f.uses_gas;
  const bottled = f.gas_type === "bottled";
  const fuel = gas && f.gas_type !== "alcohol";
  const kg = f.cylinders * f.kg_per_cylinder;
  const below = f.storey < 0;
  const inside = f.place_in_building === "mall" || f.place_in_building === "basement";
  const wood = f.wall_material === "wood";
  const foam = f.wall_material === "foam";
  return [
    gas && !f.gas_alarm_fitted,
    gas && f.gas_alarm_fitted && !f.auto_shutoff_fitted,
    fuel && !f.flame_failure_device,
    gas && f.hose_through_wall,
    fuel && (f.hose_years > 8 || (f.hose_through_wall && f.hose_years >= 3)),
    fuel && f.hose_length > 2,
    gas && bottled && kg > 100 && !f.cylinder_room,
    gas && bottled && (kg > 420 || (f.cylinders > 2 && !f.cylinder_room && f.area < 40)),
    gas && bottled && (below || inside),
    f.exit_locked || f.route_blocked,
    (f.area > 120 || f.seats > 50 || below) && f.exits < 2,
    (f.area >= 200 || inside || f.storey !== 1) && !f.emergency_light,
    f.seats >= 20 && f.area / f.seats < 1.1,
    f.people_sleep_here && (gas || !f.sprinkler),
    (f.storey > 1 || f.people_sleep_here) && f.windows_barred && f.exits < 2,
    (f.area > 1000 || f.storey > 3 || (below && f.area > 200)) && !f.sprinkler,
    f.extinguishers < 2 || f.extinguishers * 75 < f.area,
    foam || (wood && f.area > 100 && !f.sprinkler),
    (wood || foam || !f.sprinkler) && f.wiring_exposed,
    (gas || f.area > 50) && (f.hood_days > 90 || (f.hood_days > 60 && f.seats > 100)),
  ];
}

/** Score and level of a place of which everything is known. */
export const one = (facts) => verdict(failed(facts));

// A truth is two bits: 1 certainly so, 2 certainly not so, 0 not known.
const known = (truth) => (truth ? 1 : 2);
const not = (a) => ((a & 1) << 1) | (a >> 1);
const and = (a, b) => (a & b & 1) | ((a | b) & 2);
const or = (a, b) => ((a | b) & 1) | (a & b & 2);
const truth = (byte) => (byte === 255 ? 0 : byte === 1 ? 1 : 2);
/** The truth of a comparison of a number; not known where the number is not. */
const of = (number, holds) => (number === number ? known(holds) : 0);
const is = (code, wanted) => (code === 255 ? 0 : known(code === wanted));

/** Outcomes, both ends of score and level for columns with blanks: what paicha gives. Answers with typed arrays. */
export function both({ length, facts: c }) {
  const scores = new Float64Array(length);
  const scoresAtWorst = new Float64Array(length);
  const levels = new Uint8Array(length);
  const levelsAtWorst = new Uint8Array(length);
  // Of each check and place whether it applies and whether it fails, two bits each.
  const outcomes = new Uint8Array(length * POINTS.length);
  for (let row = 0; row < length; row++) {
    const gas = truth(c.uses_gas[row]);
    const gasType = c.gas_type.codes[row];
    const bottled = is(gasType, 0);
    const fuel = and(gas, not(is(gasType, 2)));
    const alarm = truth(c.gas_alarm_fitted[row]);
    const wall = truth(c.hose_through_wall[row]);
    const years = c.hose_years[row];
    const hose = c.hose_length[row];
    const cylinders = c.cylinders[row];
    const kg = cylinders * c.kg_per_cylinder[row];
    const room = truth(c.cylinder_room[row]);
    const area = c.area[row];
    const seats = c.seats[row];
    const storey = c.storey[row];
    const exits = c.exits[row];
    const extinguishers = c.extinguishers[row];
    const days = c.hood_days[row];
    const below = of(storey, storey < 0);
    const where = c.place_in_building.codes[row];
    const inside = or(is(where, 1), is(where, 3));
    const material = c.wall_material.codes[row];
    const wood = is(material, 2);
    const foam = is(material, 3);
    const sprinkler = truth(c.sprinkler[row]);
    const sleeps = truth(c.people_sleep_here[row]);
    const oneExit = of(exits, exits < 2);
    const old = or(of(years, years > 8), and(wall, of(years, years >= 3)));
    const crammed = and(and(of(cylinders, cylinders > 2), not(room)), of(area, area < 40));
    const large = or(or(of(area, area > 120), of(seats, seats > 50)), below);
    const lit = or(or(of(area, area >= 200), inside), of(storey, storey !== 1));
    const needsSprinkler = or(or(of(area, area > 1000), of(storey, storey > 3)), and(below, of(area, area > 200)));
    const few = or(of(extinguishers, extinguishers < 2), of(extinguishers * area, extinguishers * 75 < area));
    const dirty = or(of(days, days > 90), and(of(days, days > 60), of(seats, seats > 100)));
    let score = 0;
    let worst = 0;
    let gasFailed = 0;
    let gasWorst = 0;
    let fireFailed = 0;
    let fireWorst = 0;
    let check = 0;
    const add = (applies, fails) => {
      outcomes[row * POINTS.length + check] = applies | (fails << 2);
      const failed = and(applies, fails);
      const points = POINTS[check];
      const certainly = failed & 1;
      const possibly = failed & 2 ? 0 : 1;
      score += points * certainly;
      worst += points * possibly;
      if (check < GAS) {
        gasFailed += certainly;
        gasWorst += possibly;
      } else {
        fireFailed += certainly;
        fireWorst += possibly;
      }
      check += 1;
    };
    add(gas, not(alarm));
    add(and(gas, alarm), not(truth(c.auto_shutoff_fitted[row])));
    add(fuel, not(truth(c.flame_failure_device[row])));
    add(gas, wall);
    add(fuel, old);
    add(fuel, of(hose, hose > 2));
    add(and(and(gas, bottled), of(kg, kg > 100)), not(room));
    add(and(gas, bottled), or(of(kg, kg > 420), crammed));
    add(gas, and(bottled, or(below, inside)));
    add(1, or(truth(c.exit_locked[row]), truth(c.route_blocked[row])));
    add(large, oneExit);
    add(lit, not(truth(c.emergency_light[row])));
    add(of(seats, seats >= 20), of(area / seats, area / seats < 1.1));
    add(1, and(sleeps, or(gas, not(sprinkler))));
    add(or(of(storey, storey > 1), sleeps), and(truth(c.windows_barred[row]), oneExit));
    add(needsSprinkler, not(sprinkler));
    add(1, few);
    add(1, or(foam, and(and(wood, of(area, area > 100)), not(sprinkler))));
    add(or(or(wood, foam), not(sprinkler)), truth(c.wiring_exposed[row]));
    add(or(gas, of(area, area > 50)), dirty);
    scores[row] = score;
    scoresAtWorst[row] = worst;
    levels[row] = level(score, gasFailed, fireFailed);
    levelsAtWorst[row] = level(worst, gasWorst, fireWorst);
  }
  return { scores, scoresAtWorst, levels, levelsAtWorst, outcomes };
}

/** Score and level for columns of which everything is known. */
export function complete({ length, facts: c }) {
  const scores = new Float64Array(length);
  const levels = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const { score, level } = one({
      uses_gas: c.uses_gas[row] === 1, gas_type: c.gas_type.values[c.gas_type.codes[row]], gas_alarm_fitted: c.gas_alarm_fitted[row] === 1,
      auto_shutoff_fitted: c.auto_shutoff_fitted[row] === 1, flame_failure_device: c.flame_failure_device[row] === 1,
      hose_through_wall: c.hose_through_wall[row] === 1, hose_years: c.hose_years[row], hose_length: c.hose_length[row],
      cylinders: c.cylinders[row], kg_per_cylinder: c.kg_per_cylinder[row], cylinder_room: c.cylinder_room[row] === 1, area: c.area[row],
      seats: c.seats[row], storey: c.storey[row], exits: c.exits[row], extinguishers: c.extinguishers[row], hood_days: c.hood_days[row],
      place_in_building: c.place_in_building.values[c.place_in_building.codes[row]],
      wall_material: c.wall_material.values[c.wall_material.codes[row]], exit_locked: c.exit_locked[row] === 1,
      route_blocked: c.route_blocked[row] === 1, emergency_light: c.emergency_light[row] === 1,
      people_sleep_here: c.people_sleep_here[row] === 1, windows_barred: c.windows_barred[row] === 1, sprinkler: c.sprinkler[row] === 1,
      wiring_exposed: c.wiring_exposed[row] === 1,
    });
    scores[row] = score;
    levels[row] = level;
  }
  return { scores, levels };
}
