import type { Report } from '../../../lambdas/migration/domain/report.ts';
import type { Reports } from '../../../lambdas/migration/ports/reports.ts';

/** Reports in memory, by `<execution>/<name>`. */
export class MemoryReports implements Reports {
  readonly kept = new Map<string, Report>();

  async put(execution: string, name: string, report: Report): Promise<string> {
    const key = `${execution}/${name}`;
    // A report is data: what JSON cannot carry would be lost without a word.
    this.kept.set(key, { text: report.text, json: JSON.parse(JSON.stringify(report.json)) });
    return `s3://reports/${key}.txt`;
  }
}
