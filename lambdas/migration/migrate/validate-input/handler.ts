import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapWorld } from '../../runtime/swap-world.ts';
import { requireWritableName } from './execution-name.ts';
import { validateInput } from './validate-input.ts';

const payload = z.object({ run: runSchema, input: z.unknown() });

export const handler = makeHandler('ValidateInput', parserFor(payload), ({ run, input }, context) => {
  requireWritableName(run);
  return validateInput(input, { ...swapWorld(context), executions: new SfnExecutions(sfn) });
});
