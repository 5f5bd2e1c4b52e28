import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { SchedulerSchedules } from '../../../../lambdas/migration/adapters/scheduler-schedules.ts';
import { role } from '../../emulator/templates.ts';
import { aws, clientOptions } from '../shared-emulator.ts';

describe('The schedules that call Watch', () => {
  const request = { run: 'run-1', arn: 'arn:run-1', schedule: 'run-x' };
  const group = 'shop-Watch';
  let client: SchedulerClient;
  let schedules: SchedulerSchedules;
  // In whole seconds, as the API has it.
  const tomorrow = () => Math.ceil(aws.emulator.clock.now() / 1000) * 1000 + 86_400_000;
  const names = async () => {
    const { Schedules = [] } = await client.send(new ListSchedulesCommand({ GroupName: group }));
    return Schedules.map(({ Name }) => Name);
  };

  beforeAll(async () => {
    client = new SchedulerClient(clientOptions());
    await aws.deploy('schedules', {
      Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: group } },
      Calls: role('scheduler.amazonaws.com', []),
    });
    schedules = new SchedulerSchedules(client, {
      group,
      watchArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-Watch',
      roleArn: 'arn:aws:iam::123456789012:role/calls',
    });
    await aws.emulator.clock.hold();
  });
  afterAll(async () => {
    client?.destroy();
    await aws.emulator.clock.release();
  });
  beforeEach(() => aws.emulator.clock.hold());
  afterEach(() => aws.emulator.clock.release());

  it('call it each minute, without tries of their own, and are deleted at their end', async () => {
    const end = tomorrow();
    await schedules.make(request, end);
    expect(await client.send(new GetScheduleCommand({ Name: 'run-x', GroupName: group }))).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      EndDate: new Date(end),
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-Watch',
        RoleArn: 'arn:aws:iam::123456789012:role/calls',
        Input: JSON.stringify(request),
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
  });

  it('are enabled again if somebody has disabled them', async () => {
    await schedules.make(request, tomorrow());
    const here = { Name: 'run-x', GroupName: group };
    const made = await client.send(new GetScheduleCommand(here));
    const { ScheduleExpression, FlexibleTimeWindow, Target } = made;
    const parts = { ScheduleExpression, FlexibleTimeWindow, Target };
    await client.send(new UpdateScheduleCommand({ ...here, ...parts, State: 'DISABLED' }));
    await schedules.make(request, tomorrow());
    const {
      State,
      EndDate,
      ActionAfterCompletion,
      Target: target,
    } = await client.send(new GetScheduleCommand(here));
    expect({ State, ActionAfterCompletion }).toEqual({ State: 'ENABLED', ActionAfterCompletion: 'DELETE' });
    expect(EndDate).toBeDefined();
    expect(target).toEqual(made.Target);
  });

  it('are made once, and removed once: each again is harmless', async () => {
    const end = tomorrow();
    await schedules.make(request, end);
    await schedules.make(request, end);
    expect(await names()).toEqual(['run-x']);
    await schedules.remove('run-x');
    await schedules.remove('run-x');
    expect(await names()).toEqual([]);
  });

  it('are in a group that takes them along when it is deleted', async () => {
    await schedules.make(request, tomorrow());
    await aws.remove('schedules');
    expect(await names()).toEqual([]);
  });

  it('cannot be made without their group: that is no success', async () => {
    const elsewhere = new SchedulerSchedules(client, { group: 'gone', watchArn: 'arn:x', roleArn: 'arn:y' });
    await expect(elsewhere.make(request, tomorrow())).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
