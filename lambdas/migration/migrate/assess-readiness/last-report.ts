import { parserFor } from '../../../shared/runtime/parse.ts';
import type { LastReport } from '../../domain/readiness/comparison.ts';
import type { ReadinessFacts } from '../../domain/readiness/readiness-facts.ts';
import { READINESS_SCHEMA } from '../../domain/readiness/readiness-json.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { LastReport as LastReportPort } from '../../ports/last-report.ts';
import { lastReportSchema } from '../../runtime/readiness-schema.ts';

const parse = parserFor(lastReportSchema);

/** The last report, or undefined where there is none. One that can't be read never stands in the way of the next. */
export function readLastReport(port: LastReportPort): Promise<Reading<LastReport | undefined>> {
  return readingOf(async () => {
    const text = await port.load();
    return text === undefined ? undefined : parse(JSON.parse(text));
  });
}

/** What the next report needs of this one: neither its plan nor its text. */
export function lastReportText({ run, assessedAt, findings }: ReadinessFacts): string {
  return `${JSON.stringify({ schema: READINESS_SCHEMA, execution: run.arn, assessedAt, findings })}\n`;
}
