import type { Report } from '../domain/report.ts';

/** Where the reports of a run are kept. */
export interface Reports {
  /**
   * Keeps a report as `<name>.json` and `<name>.txt` among those of `execution`; writing again replaces it.
   * Returns the address of the text, `s3://…`. Throws `TransientFailure` when the store cannot be written for now.
   */
  put(execution: string, name: string, report: Report): Promise<string>;
}
