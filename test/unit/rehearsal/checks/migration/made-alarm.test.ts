import { startedByMadeAlarm } from '../../../../../rehearsal/checks/migration/roll-backs.ts';

const startedBy = (...inputs: readonly object[]) => {
  const arns = inputs.map((_, i) => `arn:${i}`);
  const executions = arns.map((executionArn) => ({ executionArn, machine: 'shop-RollBack' }));
  return startedByMadeAlarm.contradictions({
    situation: { executions },
    inputs: new Map(inputs.map((input, i) => [arns[i], input])),
  } as never);
};
const alarm = (alarmName: string) => ({ source: 'aws.cloudwatch', detail: { alarmName } });

it('the first rollback must be started by an alarm that the stack makes', () => {
  expect(startedBy(alarm('shop-ClusterAlarm-Errors'), alarm('shop-cluster-5xx'))).toEqual([]);
  expect(startedBy(alarm('shop-cluster-5xx'), alarm('shop-ClusterAlarm-Errors'))).toEqual([
    'what started it: shop-cluster-5xx',
  ]);
  expect(startedBy({ source: 'decision' })).toEqual(['what started it: no alarm']);
  expect(startedBy()).toEqual(['what started it: no alarm']);
});
