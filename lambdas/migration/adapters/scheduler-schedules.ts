import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { WatchRequest } from '../contract/watch.ts';
import type { Schedules } from '../ports/schedules.ts';

export interface WatchTarget {
  /** Name of the schedules' group. */
  readonly group: string;
  /** ARN of the function. */
  readonly watchArn: string;
  /** ARN of the role by which EventBridge Scheduler calls it. */
  readonly roleArn: string;
}

/** The next minute's call makes up for one that fails. */
const AT_ONCE = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };

export class SchedulerSchedules implements Schedules {
  readonly #client: SchedulerClient;
  readonly #target: WatchTarget;

  constructor(client: SchedulerClient, target: WatchTarget) {
    this.#client = client;
    this.#target = target;
  }

  async make(request: WatchRequest, end: number): Promise<void> {
    const { group, watchArn, roleArn } = this.#target;
    const schedule: CreateScheduleCommandInput = {
      Name: request.schedule,
      GroupName: group,
      Description: `Watches the run ${request.run}.`,
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      EndDate: new Date(end),
      // At its end the schedule is deleted, whatever became of its run.
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: watchArn, RoleArn: roleArn, Input: JSON.stringify(request), RetryPolicy: AT_ONCE },
    };
    try {
      await namingTransients('Scheduler CreateSchedule', () =>
        this.#client.send(new CreateScheduleCommand(schedule)),
      );
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
      // Its name is that of the run, so it is the same one: an earlier try made it. Somebody may have disabled it since.
      await namingTransients('Scheduler UpdateSchedule', () =>
        this.#client.send(new UpdateScheduleCommand(schedule)),
      );
    }
  }

  async remove(schedule: string): Promise<void> {
    const command = new DeleteScheduleCommand({ Name: schedule, GroupName: this.#target.group });
    try {
      await namingTransients('Scheduler DeleteSchedule', () => this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}
