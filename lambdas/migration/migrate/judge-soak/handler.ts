import * as z from 'zod/mini';
import { instant, parserFor, runSchema, stepSchema } from '../../../shared/runtime/parse.ts';
import { MIGRATE } from '../../contract/states.ts';
import { fromSchema } from '../../runtime/change-schemas.ts';
import { evidencePorts } from '../../runtime/evidence-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { metricSeries } from '../../runtime/metric-series.ts';
import { judgeStep } from './judge-step.ts';

const payload = z.object({
  run: runSchema,
  step: stepSchema,
  from: z.exactOptional(fromSchema),
  soakFrom: instant,
  soakUntil: instant,
  extensions: stepSchema,
});

export const handler = makeHandler(MIGRATE.judgeSoak, parserFor(payload), (soak, context) =>
  judgeStep(soak, { ...evidencePorts(context), series: metricSeries }),
);
