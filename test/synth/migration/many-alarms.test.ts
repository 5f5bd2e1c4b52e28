import { shop } from '../../../bin/shop.ts';
import type { Target } from '../support/event-pattern.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import type { Template } from '../support/template.ts';

/** SQS' quotas for a queue's policy: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const MOST = { bytes: 8192, statements: 20, conditions: 10 };

interface QueueStatement {
  readonly Effect: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const kept = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  'a hundred alarms': synthesize({
    ...shop,
    alarms: Array.from({ length: 100 }, (_, index) => `alarm-${index}-${'x'.repeat(240)}`),
  }),
}));

const policyOf = (template: Template) =>
  template.only('AWS::SQS::QueuePolicy').Properties.PolicyDocument as unknown as {
    readonly Statement: readonly QueueStatement[];
  };

describe('the queue of undelivered events', () => {
  const template = kept('a hundred alarms');
  const rules = template.resources('AWS::Events::Rule');
  const policy = policyOf(template);

  it('takes those of every rule, of as many alarms as there may be, by a policy that SQS takes', () => {
    expect(rules.length).toBeGreaterThan(MOST.conditions);
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(MOST.bytes);
    expect(policy.Statement.length).toBeLessThanOrEqual(MOST.statements);
    const conditions = policy.Statement.flatMap(({ Condition }) =>
      Object.values(Condition).flatMap((keys) => Object.keys(keys)),
    );
    expect(conditions.length).toBeLessThanOrEqual(MOST.conditions);
  });

  it('takes them of those rules alone', () => {
    const allowed = policy.Statement.filter(({ Effect }) => Effect === 'Allow');
    const { id } = template.only('AWS::SQS::Queue');
    const own = rules.map(
      (rule) => `arn:aws:events:us-west-1:111122223333:rule/Shop-${rule.id}-1ABCDEFGHIJKL`,
    );
    expect(allowed).toEqual([
      {
        Sid: 'Rules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: expect.stringContaining(`:Shop-${id}-`),
        Condition: { ArnEquals: { 'aws:SourceArn': expect.arrayContaining(own) } },
      },
    ]);
    expect(allowed[0]?.Condition.ArnEquals?.['aws:SourceArn']).toHaveLength(own.length);
    const targets = rules.flatMap(({ Properties }) => Properties.Targets as unknown as Target[]);
    for (const { DeadLetterConfig } of targets) expect(DeadLetterConfig.Arn).toContain(`:Shop-${id}-`);
  });
});
