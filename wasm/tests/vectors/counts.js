// How many cases the small module runs: those whose pack has no errors and no script functions.
export const RUN_BY_PAICHA = 1_062;
