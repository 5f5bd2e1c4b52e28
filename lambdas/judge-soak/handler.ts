import * as z from 'zod/mini';
import { MIGRATE } from '../shared/contract/states.ts';
import { evidenceWorld } from '../shared/runtime/evidence-world.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { instant, parserFor, runSchema, stepSchema } from '../shared/runtime/parse.ts';
import { judgeStep } from './judge-step.ts';

const payload = z.object({
  run: runSchema,
  step: stepSchema,
  soakFrom: instant,
  soakUntil: instant,
  extensions: stepSchema,
});

export const handler = makeHandler(MIGRATE.judgeSoak, parserFor(payload), (soak, context) =>
  judgeStep(soak, evidenceWorld(context)),
);
