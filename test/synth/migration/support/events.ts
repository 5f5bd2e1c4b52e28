/** What starts a rollback: events as AWS sends them, and what Migrate sends. */

export const ALARM_EVENT = {
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '111122223333',
  time: '2026-11-04T10:20:31Z',
  region: 'us-west-1',
  resources: ['arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx'],
  detail: {
    alarmName: 'shop-cluster-5xx',
    state: {
      value: 'ALARM',
      reason: 'Threshold Crossed: 1 "datapoint" [12.0] was greater',
      timestamp: '2026-11-04T10:20:30.123+0000',
    },
    previousState: { value: 'OK' },
    configuration: { metrics: [] },
  },
};

/** The same of another alarm, or state. */
export const alarmEvent = (name: string, value = 'ALARM'): unknown => ({
  ...ALARM_EVENT,
  resources: [`arn:aws:cloudwatch:us-west-1:111122223333:alarm:${name}`],
  detail: { ...ALARM_EVENT.detail, alarmName: name, state: { ...ALARM_EVENT.detail.state, value } },
});

export const EXECUTION_EVENT = {
  version: '0',
  id: '315c1398-40ff-a850-213b-158f73e60175',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '111122223333',
  time: '2026-11-04T10:20:31Z',
  region: 'us-west-1',
  resources: ['arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-7'],
  detail: {
    executionArn: 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-7',
    stateMachineArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Migrate',
    name: 'run-7',
    status: 'ABORTED',
    startDate: 1_793_697_631_000,
    stopDate: 1_793_787_631_000,
    input: '{}',
    output: null,
    error: null,
    cause: null,
  },
};

/** What Migrate hands to RollBack when it fails. */
export const MIGRATION_REQUEST = {
  source: 'migration',
  run: 'run-7',
  reason: 'SoakFailed: alarm fired',
  asOf: '2026-11-04T10:20:30.123Z',
  cause: 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-7',
};

/** An execution of RollBack that ended other than well. */
export const endedRollBack = (status: string, error: string | null = null) => ({
  ...EXECUTION_EVENT,
  resources: ['arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:run-0'],
  detail: {
    ...EXECUTION_EVENT.detail,
    executionArn: 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:run-0',
    stateMachineArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack',
    name: 'run-0',
    status,
    error,
  },
});
