import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { SchedulerSchedules } from '../adapters/scheduler-schedules.ts';
import { ENV } from '../contract/environment.ts';
import type { Schedules } from '../ports/schedules.ts';

const scheduler = new SchedulerClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });

/** The schedules of the deployed migration's runs. */
export function schedulesOf(): Schedules {
  return new SchedulerSchedules(scheduler, {
    group: environmentValue(ENV.watchGroup),
    watchArn: environmentValue(ENV.watchArn),
    roleArn: environmentValue(ENV.watchRoleArn),
  });
}
