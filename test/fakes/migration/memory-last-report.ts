import type { LastReport } from '../../../lambdas/migration/ports/last-report.ts';

/** The last report in memory. */
export class MemoryLastReport implements LastReport {
  text: string | undefined;
  /** What the next read throws instead. */
  failure: Error | undefined;

  async load(): Promise<string | undefined> {
    if (this.failure) throw this.failure;
    return this.text;
  }

  async keep(text: string): Promise<void> {
    this.text = text;
  }
}
