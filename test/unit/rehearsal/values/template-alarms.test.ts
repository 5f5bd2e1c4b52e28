import type { SynthesisedStack, Template } from '../../../../rehearsal/app/synthesise.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { ALARMS } from '../../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { Facts } from '../../../../rehearsal/values/facts.ts';
import { withTemplateAlarms } from '../../../../rehearsal/values/template-alarms.ts';

const WHERE = { account: '111122223333', region: 'eu-central-1' };
const FILE = '111122223333/eu-central-1/cloudwatch/describe-alarms.json';

const alarm = (AlarmName: string, Threshold: number) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName,
    Threshold: String(Threshold),
    Namespace: 'Own',
    MetricName: 'Errors',
    EvaluationPeriods: 2,
    ComparisonOperator: 'GreaterThanThreshold',
  },
});
const inAccount = (AlarmName: string) => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${AlarmName}`,
  ActionsEnabled: true,
  Threshold: 1,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
});

/** Name and threshold of each, as the rehearsal finds them. */
function alarmsWith(
  names: readonly string[],
  own: Template['Resources'],
  others: Template['Resources'] = {},
) {
  const app: SynthesisedStack[] = [];
  const [stack, other] = [own, others].map(
    (Resources, i) =>
      ({ ...WHERE, name: `Stack${i}`, template: { Resources }, app }) as unknown as SynthesisedStack,
  );
  if (!stack || !other) throw new Error('no stacks');
  app.push(stack, other);
  const content = { MetricAlarms: [inAccount('errors'), inAccount('others')] };
  const snapshot = new Snapshot('snap', new Map([[FILE, content as unknown as Json]]));
  const facts = new Facts({ find: (kind, place) => snapshot.find(kind, place), offline: stack });
  return withTemplateAlarms(snapshot, stack, { names, facts }).find(ALARMS, WHERE);
}

it('has an alarm of the deployed stack as its template defines it, also one that is in the account', () => {
  const found = alarmsWith(['errors', 'new'], { A: alarm('errors', 20), B: alarm('new', 30) });
  expect(found?.MetricAlarms.map(({ AlarmName, Threshold }) => [AlarmName, Threshold])).toEqual([
    ['others', 1],
    ['errors', 20],
    ['new', 30],
  ]);
  expect(found?.MetricAlarms[2]?.AlarmArn).toBe('arn:aws:cloudwatch:eu-central-1:111122223333:alarm:new');
});

it('has an alarm of another stack as it is in the account, or else as its template defines it', () => {
  const found = alarmsWith(['errors', 'new'], {}, { A: alarm('errors', 20), B: alarm('new', 30) });
  expect(found?.MetricAlarms.map(({ AlarmName, Threshold }) => [AlarmName, Threshold])).toEqual([
    ['errors', 1],
    ['others', 1],
    ['new', 30],
  ]);
});

it('has what the rule of a composite alarm names, and no alarm that nobody needs', () => {
  const rule = { 'Fn::Join': ['', ['ALARM("', { Ref: 'A' }, '") OR ALARM(child)']] };
  const any = { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'any', AlarmRule: rule } };
  const found = alarmsWith(['any'], {
    Any: any,
    A: alarm('new', 30),
    B: alarm('child', 1),
    C: alarm('unneeded', 1),
  });
  expect(found?.CompositeAlarms?.map(({ AlarmRule }) => AlarmRule)).toEqual(['ALARM("new") OR ALARM(child)']);
  expect(found?.MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['errors', 'others', 'new', 'child']);
});

it('has the alarm that suppresses the actions of another', () => {
  const Properties = { AlarmName: 'any', AlarmRule: 'ALARM(new)', ActionsSuppressor: { Ref: 'B' } };
  const found = alarmsWith(['any'], {
    Any: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties },
    A: alarm('new', 30),
    B: alarm('child', 1),
  });
  expect(found?.MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['errors', 'others', 'new', 'child']);
});

it.each([
  'AT_LEAST(1, ALARM, ("new", "child"))',
  '(ALARM(new) OR NOT OK(child))',
  'ALARM("new") OR (ALARM("any") AND ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:child"))',
])('has all that the rule %s names', (AlarmRule) => {
  const found = alarmsWith(['any'], {
    Any: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'any', AlarmRule } },
    A: alarm('new', 30),
    B: alarm('child', 1),
    C: alarm('unneeded', 1),
  });
  expect(found?.MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['errors', 'others', 'new', 'child']);
});
