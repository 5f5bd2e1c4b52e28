/**
 * As long as Step Functions lets a Standard execution run, seconds. Nothing shorter would do, because an execution's end rolls
 * back, and a hold about legacy lasts until a person decides.
 */
export const LONGEST_RUN_SECONDS = 365 * 86_400;
