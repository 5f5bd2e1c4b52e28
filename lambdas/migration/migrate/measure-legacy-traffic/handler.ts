import * as z from 'zod/mini';
import { instant, parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { MIGRATE } from '../../contract/states.ts';
import { evidencePorts } from '../../runtime/evidence-ports.ts';
import { legacyPorts } from '../../runtime/legacy-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { measureDrain } from './measure-drain.ts';

const payload = z.object({ run: runSchema, retiredAt: instant });

export const handler = makeHandler(MIGRATE.measureLegacyTraffic, parserFor(payload), (drain, context) =>
  measureDrain(drain, { ...evidencePorts(context), legacy: legacyPorts(context) }),
);
