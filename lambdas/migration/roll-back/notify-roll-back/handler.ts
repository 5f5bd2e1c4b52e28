import * as z from 'zod/mini';
import { classicElb } from '../../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../../shared/adapters/elbv2-client.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { instant, parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { BalancerConnections } from '../../adapters/balancer-connections.ts';
import { S3Reports } from '../../adapters/s3-reports.ts';
import { ENV } from '../../contract/environment.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import { restoreResultSchema } from '../../runtime/change-schemas.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { notifyRollBack } from './notify-roll-back.ts';

const payload = z.object({
  run: runSchema,
  restore: restoreResultSchema,
  stop: z.object({ stopped: z.array(z.string()) }),
  confirm: z.object({
    legacyServes: z.boolean(),
    ended: z.boolean(),
    reasons: z.array(z.string()),
    inSyncAt: instant,
    lastTtlRunsOutAt: instant,
  }),
});

export const handler = makeHandler(ROLL_BACK.notifyRollBack, parserFor(payload), (done, { settings }) =>
  notifyRollBack(done, {
    settings,
    journal: journalOf(settings),
    connections: new BalancerConnections(elbv2, classicElb),
    reports: new S3Reports(environmentValue(ENV.reportBucket), settings.migration),
    topic: people(),
  }),
);
