import * as z from 'zod/mini';
import { MIGRATE } from '../shared/contract/states.ts';
import { evidenceWorld } from '../shared/runtime/evidence-world.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { instant, parserFor, runSchema } from '../shared/runtime/parse.ts';
import { measureDrain } from './measure-drain.ts';

const payload = z.object({ run: runSchema, retiredAt: instant });

export const handler = makeHandler(MIGRATE.measureLegacyTraffic, parserFor(payload), (drain, context) =>
  measureDrain(drain, evidenceWorld(context)),
);
