// Made-up restaurants for the pack of ../workload, the same every time: as objects, and as typed columns.

export const OPTIONS = {
  gas_type: ["bottled", "pipeline", "alcohol"],
  place_in_building: ["street", "mall", "residential", "basement"],
  wall_material: ["brick", "fireproof_board", "wood", "foam"],
};
const NUMBERS = {
  hose_years: [0, 30], hose_length: [0, 20], cylinders: [0, 60], kg_per_cylinder: [0, 50], area: [5, 5000], seats: [1, 4000],
  storey: [-3, 60], exits: [0, 20], extinguishers: [0, 200], hood_days: [0, 3000],
};
const TRUTHS = [
  "uses_gas", "gas_alarm_fitted", "auto_shutoff_fitted", "flame_failure_device", "hose_through_wall", "cylinder_room", "exit_locked",
  "route_blocked", "emergency_light", "people_sleep_here", "windows_barred", "sprinkler", "wiring_exposed",
];
const ORDER = [
  "uses_gas", "gas_type", "gas_alarm_fitted", "auto_shutoff_fitted", "flame_failure_device", "hose_through_wall", "hose_years", "hose_length",
  "cylinders", "kg_per_cylinder", "cylinder_room", "area", "seats", "storey", "exits", "extinguishers", "hood_days", "place_in_building",
  "wall_material", "exit_locked", "route_blocked", "emergency_light", "people_sleep_here", "windows_barred", "sprinkler", "wiring_exposed",
];

/** Random numbers from 0 to 1, the same for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Places as objects; a share of their facts is not given. */
export function places(count, blank) {
  const next = random(7);
  // Small numbers are likely, as in life.
  const number = ([min, max]) => min + Math.floor((max - min) * next() ** 3 * 10) / 10;
  const facts = () => {
    const own = {};
    for (const id of ORDER) {
      const value = TRUTHS.includes(id) ? next() < 0.4 : OPTIONS[id] ? OPTIONS[id][Math.floor(next() * OPTIONS[id].length)] : number(NUMBERS[id]);
      if (next() >= blank) {
        own[id] = value;
      }
    }
    return own;
  };
  const list = Array.from({ length: count }, (_, index) => ({ id: `P-${index + 1}`, kinds: ["restaurant"], facts: facts() }));
  // As a portal has them: from the JSON of its server.
  return JSON.parse(JSON.stringify(list));
}

/** The same places as columns. */
export function columns(list) {
  const facts = {};
  const column = (id) => list.map((place) => place.facts[id]);
  for (const id of ORDER) {
    if (TRUTHS.includes(id)) {
      facts[id] = Uint8Array.from(column(id), (value) => (value === undefined ? 255 : Number(value)));
    } else if (OPTIONS[id]) {
      facts[id] = { codes: Uint8Array.from(column(id), (value) => (value === undefined ? 255 : OPTIONS[id].indexOf(value))), values: OPTIONS[id] };
    } else {
      facts[id] = Float64Array.from(column(id), (value) => value ?? NaN);
    }
  }
  return { length: list.length, kinds: ["restaurant"], facts };
}
