/** One report in its two forms: for programs and for people. */
export interface Report {
  readonly json: unknown;
  readonly text: string;
}

/** Where the reports of a run are kept. */
export interface Reports {
  /**
   * Keeps a report as `<name>.json` and `<name>.txt` among those of `execution`; writing again replaces it.
   * Returns the address of the text, `s3://…`. Throws `TransientFailure` when the store cannot be written for now.
   */
  put(execution: string, name: string, report: Report): Promise<string>;
}
