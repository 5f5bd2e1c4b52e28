/** A soak that waits for its time-out, and that Watch can end with its token. */
export interface WaitingSoak {
  /** Name of the execution that waits. */
  readonly run: string;
  readonly step: number;
  readonly taskToken: string;
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** The soak, if it is one of `run` that still waits. A token of another run is never used. */
export function waitingSoak(
  soak: WaitingSoak | undefined,
  run: { readonly execution: string },
  now: number,
): WaitingSoak | undefined {
  return soak?.run === run.execution && now < Date.parse(soak.until) ? soak : undefined;
}
