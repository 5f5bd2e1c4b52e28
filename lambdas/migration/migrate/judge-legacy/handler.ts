import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { MIGRATE } from '../../contract/states.ts';
import { legacyNowPorts } from '../../runtime/legacy-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { judgeLegacyNow } from './judge-legacy-now.ts';

const payload = z.object({
  run: runSchema,
  continues: z.exactOptional(z.string()),
  next: z.enum(['ShiftWeight', 'RetireLegacyRecords']),
});

export const handler = makeHandler(MIGRATE.judgeLegacy, parserFor(payload), (asked, context) =>
  judgeLegacyNow(asked, legacyNowPorts(context)),
);
