import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { parseInputPayload } from '../../../shared/runtime/input-payload.ts';
import { requireWritableName } from '../../runtime/execution-name.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { validateInput } from './validate-input.ts';

export const handler = makeHandler('ValidateInput', parseInputPayload, ({ run, input }, context) => {
  requireWritableName(run);
  return validateInput(input, { ...swapPorts(context), executions: new SfnExecutions(sfn) });
});
