import * as z from 'zod/mini';
import { dynamo } from '../../../shared/adapters/dynamo-client.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { instant, parserFor, text } from '../../../shared/runtime/parse.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { CloudWatchSignalLevels } from '../../adapters/cloudwatch-signal-levels.ts';
import { DynamoSignalLog } from '../../adapters/dynamo-signal-log.ts';
import { ENV } from '../../contract/environment.ts';
import { SIGNAL_WORDS } from '../../contract/signals.ts';
import { SIGNALS } from '../../contract/states.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { followSignals } from './follow-signals.ts';

const said = z.strictObject({
  signal: text,
  word: z.enum(SIGNAL_WORDS),
  at: instant,
});
/** The schedule's call says nothing. */
const called = z.strictObject({ event: z.exactOptional(said) });

export const handler = makeEventHandler(SIGNALS.followSignals, parserFor(called), ({ event }, context) =>
  followSignals(event, {
    signals: context.settings.signals ?? [],
    log: new DynamoSignalLog(dynamo, environmentValue(ENV.journalTable), context.settings.migration),
    levels: new CloudWatchSignalLevels(cloudWatch, context.settings.migration),
    clock: context.clock,
  }),
);
