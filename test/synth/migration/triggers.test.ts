import { partAlarms } from '../../../lib/migration/roll-back/alarm-patterns.ts';
import { startedBy as startedIn, type Target, targetsOf } from '../support/event-pattern.ts';
import { statementsOf } from '../support/policies.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import { ALARM_EVENT, alarmEvent, EXECUTION_EVENT, endedRollBack } from './support/events.ts';

const template = shopTemplate();
const ROLL_BACK = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack';

const startedBy = (event: unknown) => startedIn(event, template);
const execution = (status: string, machine = 'shop-Migrate'): unknown => ({
  ...EXECUTION_EVENT,
  detail: {
    ...EXECUTION_EVENT.detail,
    status,
    stateMachineArn: `arn:aws:states:us-west-1:111122223333:stateMachine:${machine}`,
  },
});

describe('an alarm', () => {
  it.each(['shop-cluster-5xx', 'shop-cluster-latency'])(
    '%s rolls back, once, when it goes to ALARM',
    (name) => {
      expect(startedBy(alarmEvent(name))).toEqual([ROLL_BACK]);
    },
  );

  it.each(['OK', 'INSUFFICIENT_DATA'])('does not when it goes to %s', (value) => {
    expect(startedBy(alarmEvent('shop-cluster-5xx', value))).toEqual([]);
  });

  it.each(['another', 'shop-cluster-5xx-2', 'shop-RollBackFailed'])(
    '%s, which the configuration does not name, does not',
    (name) => {
      expect(startedBy(alarmEvent(name))).toEqual([]);
    },
  );

  it('of the same name in another region does not', () => {
    const elsewhere = {
      ...ALARM_EVENT,
      resources: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-cluster-5xx'],
    };
    expect(startedBy(elsewhere)).toEqual([]);
  });

  it('that is known only at deploy time gets room for the longest name', () => {
    const tokens = Array.from({ length: 12 }, (_, index) => `token-${index}`);
    expect(partAlarms(tokens, () => true).map((part) => part.length)).toEqual([5, 5, 2]);
    expect(partAlarms(tokens, () => false)).toEqual([tokens]);
  });
});

describe('the end of the migration’s execution', () => {
  it.each(['ABORTED', 'TIMED_OUT', 'FAILED'])('%s rolls back', (status) => {
    expect(startedBy(execution(status))).toEqual([ROLL_BACK]);
  });

  it.each(['RUNNING', 'SUCCEEDED', 'PENDING_REDRIVE'])('%s does not', (status) => {
    expect(startedBy(execution(status))).toEqual([]);
  });

  it.each(['shop-Decide', 'shop2-Migrate', 'shop2-RollBack'])('is not that of %s', (machine) => {
    expect(startedBy(execution('FAILED', machine))).toEqual([]);
  });
});

describe('the end of a rollback’s execution', () => {
  it.each(['ABORTED', 'TIMED_OUT', 'FAILED'])('%s is followed by another, which takes it up', (status) => {
    expect(startedBy(endedRollBack(status))).toEqual([ROLL_BACK]);
  });

  it.each(['RUNNING', 'SUCCEEDED', 'PENDING_REDRIVE'])('%s is not', (status) => {
    expect(startedBy(endedRollBack(status))).toEqual([]);
  });
});

describe('an event', () => {
  const targets = template
    .resources('AWS::Events::Rule')
    .flatMap(({ Properties }) => Properties.Targets as unknown as Target[]);

  it('is handed to the machine whole, which reads it', () => {
    for (const target of targets) {
      expect(target).not.toHaveProperty('Input');
      expect(target).not.toHaveProperty('InputPath');
      expect(target).not.toHaveProperty('InputTransformer');
    }
  });

  it('is tried again for an hour, that of a rollback for a day, then kept', () => {
    const queue = template.only('AWS::SQS::Queue');
    for (const { RetryPolicy, DeadLetterConfig } of targets) {
      expect(RetryPolicy.MaximumRetryAttempts).toBe(185);
      expect(DeadLetterConfig.Arn).toMatch(new RegExp(`:Shop-${queue.id}-`));
    }
    const ageFor = (event: unknown) =>
      targetsOf(event, template).map(({ RetryPolicy }) => RetryPolicy.MaximumEventAgeInSeconds);
    expect(ageFor(ALARM_EVENT)).toEqual([3_600]);
    expect(ageFor(EXECUTION_EVENT)).toEqual([3_600]);
    expect(ageFor(endedRollBack('ABORTED'))).toEqual([86_400]);
  });

  it('may start the rollback and nothing else', () => {
    for (const { RoleArn } of targets) {
      expect(statementsOf(template, RoleArn)).toEqual([
        { Effect: 'Allow', Action: ['states:StartExecution'], Resource: [ROLL_BACK] },
      ]);
    }
  });

  it('that was not delivered may be kept by EventBridge', () => {
    const { Properties } = template.only('AWS::SQS::QueuePolicy');
    const { Statement } = Properties.PolicyDocument as unknown as {
      Statement: { Effect: string; Principal: unknown }[];
    };
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.length).toBeGreaterThan(0);
    for (const { Principal } of allowed) expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
  });
});
