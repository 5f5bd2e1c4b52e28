/** One report in its two forms: for programs and for people. */
export interface Report {
  readonly json: unknown;
  readonly text: string;
}
