import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { environmentValue, optionalEnvironmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, text } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { SfnTasks } from '../../adapters/sfn-tasks.ts';
import { SfnWatchedExecutions } from '../../adapters/sfn-watched-executions.ts';
import { ENV } from '../../contract/environment.ts';
import { WATCH } from '../../contract/states.ts';
import { watchedLimits } from '../../domain/watch/pace.ts';
import { requireWhole } from '../../domain/watch/unread.ts';
import type { ShownPorts } from '../../ports/run-shown.ts';
import { keptImages } from '../../runtime/kept-images.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { owedLatchOf } from '../../runtime/owed-latch.ts';
import { runShownOf } from '../../runtime/run-shown.ts';
import { schedulesOf } from '../../runtime/schedules.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { writeTrailsOf } from '../../runtime/write-trails.ts';
import { watch } from './watch.ts';

const request = z.strictObject({ run: text, arn: text, schedule: text });

// Made once for each execution environment, as the clients in them are.
const alarms = new CloudWatchAlarms(cloudWatch);
const imagesIn = keptImages();
const goodLooks = new Map<string, number>();
const measured: ShownPorts['measured'] = {};

export const handler = makeEventHandler(WATCH.watch, parserFor(request), async (asked, context) => {
  const { settings, clock, journal } = swapPorts(context);
  const paced = (waits: boolean) => {
    const route53 = watchedLimits(context.settings.route53, waits);
    return swapPorts({ ...context, settings: { ...context.settings, route53 } }).zoneOf;
  };
  const [besideSteps, whileWaiting] = [paced(false), paced(true)];
  const watched = await watch(asked, {
    settings,
    clock,
    journal,
    zoneOf: (zoneId, waits) => (waits ? whileWaiting : besideSteps)(zoneId),
    alarms,
    beforeImageOf: (run) => imagesIn(journal, run),
    executions: new SfnWatchedExecutions(sfn, {
      migrate: environmentValue(ENV.migrateArn),
      rollBack: environmentValue(ENV.rollBackArn),
    }),
    schedules: schedulesOf(),
    tasks: new SfnTasks(sfn),
    latch: owedLatchOf(settings),
    trails: writeTrailsOf(context),
    shown: runShownOf(context, measured),
    recordRoles: optionalEnvironmentValue(ENV.recordRoles)?.split(' ') ?? [],
    goodLooks,
    topic: people(),
    decideArn: environmentValue(ENV.decideArn),
    rollBackArn: environmentValue(ENV.rollBackArn),
  });
  return requireWhole(watched);
});
