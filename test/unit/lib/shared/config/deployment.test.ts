import { App, Lazy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { fullest, resolve, smallest, withValue } from '../../migration/config/configurations.ts';
import { itRefuses } from '../../migration/config/refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const topic = (region: string, account: string, name = 'ops') => `arn:aws:sns:${region}:${account}:${name}`;

describe('who is notified', () => {
  const EMAIL = ['notify', 'emails', 0];
  const TOPIC = ['notify', 'topic'];
  itRefuses([
    ...[
      'oncall',
      'oncall@',
      '@shop.test',
      'a b@shop.test',
      'oncall@shop',
      'oncall@shop..test',
      'a@b.test,c@d.test',
      'oncall@-shop.test',
      'on..call@shop.test',
      '.oncall@shop.test',
      'oncall.@shop.test',
      `${'x'.repeat(65)}@shop.test`,
      `oncall@${'x'.repeat(64)}.test`,
      `oncall@${'x.'.repeat(124)}test`,
    ].map((value) => ({
      wrong: value,
      put: EMAIL,
      value,
      expects: 'an e-mail address',
      advises: "'oncall@example.com'",
    })),
    {
      wrong: 'an address twice',
      put: ['notify', 'emails', 1],
      value: 'OnCall@shop.test',
      expects: 'each address once',
      advises: 'notify.emails[0]',
    },
    {
      wrong: 'an address that is a token',
      put: EMAIL,
      value: token,
      shows: 'a token',
      expects: 'known at synth',
      advises: 'oncall@example.com',
    },
    {
      wrong: 'no address',
      put: ['notify', 'emails'],
      value: [],
      shows: 'empty',
      expects: '1 to 100',
      advises: 'emails:',
    },
    {
      wrong: 'an address alone',
      put: ['notify'],
      value: 'oncall@shop.test',
      expects: 'an object',
      advises: "{ emails: ['oncall@shop.test'] }",
    },
    {
      wrong: 'nobody',
      put: ['notify'],
      value: {},
      shows: '{}',
      expects: 'somebody to notify',
      advises: 'emails:',
    },
    { wrong: 'nothing', put: ['notify'], value: undefined, expects: 'a plain object', advises: 'emails:' },
    {
      wrong: 'a topic of another region',
      put: TOPIC,
      value: topic('us-east-1', '111122223333'),
      expects: 'us-west-1',
      advises: 'us-west-1',
    },
    {
      wrong: 'a topic of another account',
      put: TOPIC,
      value: topic('us-west-1', '444455556666'),
      expects: '111122223333',
      advises: '111122223333',
    },
    {
      wrong: 'a FIFO topic',
      put: TOPIC,
      value: topic('us-west-1', '111122223333', 'ops.fifo'),
      expects: 'the ARN of an SNS topic',
      advises: 'standard topic',
    },
    {
      wrong: 'the ARN of a queue',
      put: TOPIC,
      value: 'arn:aws:sqs:us-west-1:111122223333:ops',
      expects: 'the ARN of an SNS topic',
      advises: 'standard topic',
    },
    {
      wrong: "a topic's name",
      put: TOPIC,
      value: 'ops',
      expects: 'the ARN of an SNS topic',
      advises: 'arn:aws:sns',
    },
    {
      wrong: 'a topic under another key',
      put: ['notify'],
      value: { topicArn: topic('us-west-1', '111122223333') },
      at: 'notify.topicArn',
      shows: 'unknown key',
      expects: 'a key of who is notified',
      advises: '`topic`',
    },
  ]);

  it('is for the stack alone', () => {
    const { deployment, settings } = resolve(fullest());
    expect(deployment.notify).toEqual({
      emails: ['oncall@shop.test'],
      topicArn: topic('us-west-1', '111122223333'),
    });
    expect(JSON.stringify(settings)).not.toContain('oncall');
  });

  it.each(['first.last+cutover@ops.shop.test', "o'brien@shop.test", 'x@xn--bcher-kva.example'])(
    'may be %s',
    (email) => {
      expect(resolve(withValue(smallest(), EMAIL, email)).deployment.notify).toEqual({ emails: [email] });
    },
  );

  it('may be a topic alone: by token or of CDK', () => {
    const cdk = new Topic(new Stack(new App(), 'Topics'), 'Topic');
    expect(resolve({ ...smallest(), notify: { topic: cdk } }).deployment.notify).toEqual({
      emails: [],
      topicArn: cdk.topicArn,
    });
    expect(resolve({ ...smallest(), notify: { topic: token } }).deployment.notify).toEqual({
      emails: [],
      topicArn: token,
    });
  });
});

describe('the runbook', () => {
  itRefuses(
    [
      {
        wrong: 'a path',
        put: ['runbookUrl'],
        value: '/runbook',
        expects: 'an https URL',
        advises: 'https://example.com/runbook',
      },
      {
        wrong: 'another protocol',
        put: ['runbookUrl'],
        value: 'ftp://shop.test/runbook',
        expects: 'an https URL',
        advises: 'https://',
      },
      {
        wrong: 'a fragment',
        put: ['runbookUrl'],
        value: 'https://shop.test/runbook#top',
        expects: 'without a fragment',
        advises: 'https://',
      },
      ...['http://shop.test/runbook', 'https:shop.test', 'https://shop.test/run book', 'https://['].map(
        (value) => ({
          wrong: value,
          put: ['runbookUrl'],
          value,
          expects: 'an https URL',
          advises: 'https://example.com/runbook',
        }),
      ),
      {
        wrong: 'a password in it',
        put: ['runbookUrl'],
        value: 'https://ops:hunter2@shop.test/runbook',
        shows: 'with a password',
        expects: 'without a password',
        advises: 'https://example.com/runbook',
      },
      {
        wrong: 'spaces',
        put: ['runbookUrl'],
        value: ' https://shop.test',
        expects: 'an https URL',
        advises: 'https://',
      },
    ],
    smallest,
  );

  it("is the repository's own by default", () => {
    expect(resolve(smallest()).settings.runbookUrl).toBe('docs/runbook.md');
    expect(resolve(fullest()).settings.runbookUrl).toBe('https://wiki.shop.test/cutover');
  });
});

describe('the retention of logs', () => {
  itRefuses([
    {
      wrong: 'days that CloudWatch Logs does not have',
      put: ['logRetention'],
      value: 31,
      expects: 'a RetentionDays',
      advises: 'ONE_YEAR',
    },
    {
      wrong: 'a text',
      put: ['logRetention'],
      value: 'ONE_YEAR',
      expects: 'a RetentionDays',
      advises: 'ONE_YEAR',
    },
  ]);

  it('is a year by default', () => {
    expect(resolve(smallest()).deployment.logRetention).toBe(RetentionDays.ONE_YEAR);
    expect(resolve(fullest()).deployment.logRetention).toBe(RetentionDays.ONE_MONTH);
  });
});
