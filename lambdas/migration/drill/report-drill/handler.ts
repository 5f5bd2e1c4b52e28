import * as z from 'zod/mini';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { instant, parserFor, text } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { S3Reports } from '../../adapters/s3-reports.ts';
import { ENV } from '../../contract/environment.ts';
import { DRILL } from '../../contract/states.ts';
import { zoneChangesSchema } from '../../runtime/change-schemas.ts';
import { drillFields, seenSchema } from '../../runtime/drill-schemas.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { drillSettings } from '../../swap/drill-ports.ts';
import { reportDrill } from './report-drill.ts';

const half = z.object({
  since: instant,
  change: z.object({ changes: zoneChangesSchema, ttlInForceSeconds: z.number() }),
  seen: seenSchema,
});

const payload = z.object({
  ...drillFields,
  note: z.string(),
  percent: z.number(),
  moved: z.exactOptional(half),
  restored: z.exactOptional(half),
  removed: z.exactOptional(
    z.object({
      summary: z.string(),
      left: z.array(z.object({ zoneId: text, what: z.string(), command: z.string() })),
      others: z.array(z.string()),
      unread: z.array(z.string()),
    }),
  ),
  failure: z.exactOptional(z.string()),
});

export const handler = makeHandler(DRILL.reportDrill, parserFor(payload), (asked, context) => {
  const settings = drillSettings(context.settings, asked.zones);
  return reportDrill(asked, {
    migration: context.settings,
    settings,
    journal: journalOf(settings),
    reports: new S3Reports(environmentValue(ENV.reportBucket), context.settings.migration),
    topic: people(),
  });
});
