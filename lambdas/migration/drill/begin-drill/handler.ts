import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { parseInputPayload } from '../../../shared/runtime/input-payload.ts';
import { DRILL } from '../../contract/states.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { requireWritableName } from '../../runtime/execution-name.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { beginDrill } from './begin-drill.ts';

export const handler = makeHandler(DRILL.beginDrill, parseInputPayload, (payload, context) => {
  requireWritableName(payload.run);
  return beginDrill(payload, {
    ...drillPorts(context),
    migration: context.settings,
    executions: new SfnExecutions(sfn),
  });
});
