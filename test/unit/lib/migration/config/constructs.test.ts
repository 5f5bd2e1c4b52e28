import { App, Aws, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ENVIRONMENT, problemsOf, smallest, withValue } from './configurations.ts';

const ELSEWHERE = { account: '111122223333', region: 'eu-west-1' };
const stackIn = (env: { account?: string; region?: string }): Stack => new Stack(new App(), 'Side', { env });

const TOPIC = ['notify', 'topic'];
const KEY = ['keys', 0];
const ALARM = ['alarms', 0];
const refusalOf = (path: (string | number)[], value: unknown) =>
  problemsOf(withValue({ ...smallest(), keys: [] }, path, value));

describe('a construct of CDK', () => {
  it('that is a topic of another region is refused, whatever its ARN shows', () => {
    const topic = new Topic(stackIn(ELSEWHERE), 'Topic', { topicName: 'ops' });
    expect(refusalOf(TOPIC, topic)).toMatchObject([
      { path: 'notify.topic', value: "'Side/Topic'", expected: expect.stringContaining('us-west-1') },
    ]);
  });

  it('that is a topic of another account is refused', () => {
    const topic = new Topic(stackIn({ ...ENVIRONMENT, account: '444455556666' }), 'Topic', {
      topicName: 'ops',
    });
    expect(refusalOf(TOPIC, topic)).toMatchObject([{ path: 'notify.topic', value: "'Side/Topic'" }]);
  });

  it('that is a FIFO topic is refused', () => {
    const topic = new Topic(stackIn(ENVIRONMENT), 'Topic', { fifo: true });
    expect(refusalOf(TOPIC, topic)).toMatchObject([
      { path: 'notify.topic', value: "'Side/Topic'", expected: expect.stringContaining('a standard topic') },
    ]);
  });

  it('that is a key of another region is refused, and one of another account is not', () => {
    const key = new Key(stackIn(ELSEWHERE), 'Key');
    expect(refusalOf(KEY, key)).toMatchObject([
      { path: 'keys[0]', value: "'Side/Key'", expected: expect.stringContaining('us-west-1') },
    ]);
    expect(refusalOf(KEY, new Key(stackIn({ ...ENVIRONMENT, account: '444455556666' }), 'Key'))).toEqual([]);
  });

  it("that is a key's new alias is refused: its name is known at deployment only", () => {
    const alias = new Key(stackIn(ENVIRONMENT), 'Key').addAlias('shop');
    expect(refusalOf(KEY, alias)).toMatchObject([
      { path: 'keys[0]', expected: expect.stringContaining('known at synth'), fix: 'the CDK key itself' },
    ]);
  });

  it('that is an alarm known by its name is the same as that name', () => {
    const alarms = [Alarm.fromAlarmName(stackIn(ENVIRONMENT), 'Imported', 'errors'), 'errors'];
    expect(refusalOf(['alarms'], alarms)).toMatchObject([{ path: 'alarms[1]', expected: 'each alarm once' }]);
  });
});

describe('an ARN of which the account is known at deploy time only', () => {
  it.each([
    [ALARM, `arn:aws:cloudwatch:us-west-1:${Aws.ACCOUNT_ID}:alarm:errors`],
    [ALARM, `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:errors`],
    [ALARM, `arn:aws:${Aws.STACK_NAME}:errors`],
    [TOPIC, `arn:aws:sns:us-west-1:${Aws.ACCOUNT_ID}:ops-${Aws.STACK_NAME}`],
    [TOPIC, `arn:aws:sns:us-west-1:${Aws.ACCOUNT_ID}:${Aws.STACK_NAME}`],
    [KEY, `arn:aws:kms:us-west-1:${Aws.ACCOUNT_ID}:key/0123`],
  ])('may stand at %j: %s', (path, arn) => {
    expect(refusalOf(path, arn)).toEqual([]);
  });

  it.each([
    [ALARM, `arn:aws:cloudwatch:us-east-1:${Aws.ACCOUNT_ID}:alarm:errors`, 'us-west-1'],
    [ALARM, `arn:${Aws.PARTITION}:cloudwatch:us-east-1:${Aws.ACCOUNT_ID}:alarm:errors`, 'us-west-1'],
    [ALARM, `arn:aws:cloudwatch:${Aws.REGION}:444455556666:alarm:errors`, '111122223333'],
    [ALARM, `arn:aws:sns:us-west-1:${Aws.ACCOUNT_ID}:errors`, 'the ARN of an alarm'],
    [TOPIC, `arn:aws:sns:eu-west-1:${Aws.ACCOUNT_ID}:ops`, 'us-west-1'],
    [TOPIC, `arn:aws:sqs:us-west-1:${Aws.ACCOUNT_ID}:ops`, 'the ARN of an SNS topic'],
    [KEY, `arn:aws:kms:us-east-1:${Aws.ACCOUNT_ID}:key/0123`, 'us-west-1'],
    [KEY, `arn:aws:kms:us-west-1:${Aws.ACCOUNT_ID}:alias/shop`, 'the ARN of a KMS key'],
  ])('is refused at %j for what can be seen: %s', (path, arn, expected) => {
    const problems = refusalOf(path, arn);
    expect(problems).toMatchObject([{ expected: expect.stringContaining(expected) }]);
  });
});
