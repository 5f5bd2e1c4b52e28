import { CallLog, unusedActions } from '../../../../rehearsal/gateway/index.ts';
import { aCall } from './a-call.ts';

const ROLE = 'arn:aws:iam::111122223333:role/shop-ShiftWeight';
const ZONE = 'arn:aws:route53:::hostedzone/Z1';

function logOf(...used: readonly (readonly [action: string, resource: string])[]): CallLog {
  const log = new CallLog();
  for (const [action, resource] of used) {
    log.add(aCall({ principal: ROLE, permissions: [{ action, resource, context: {} }] }));
  }
  return log;
}

function role(...statements: readonly object[]) {
  const document = { Version: '2012-10-17', Statement: statements };
  return { role: ROLE, functions: ['shop-ShiftWeight'], policies: [{ name: 'inline', document }] };
}

const ALLOW = (action: string | string[], resource: string | string[]) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

describe('unused actions', () => {
  it('names what a role allows and no call used', () => {
    const roles = [role(ALLOW(['route53:ChangeResourceRecordSets', 'route53:GetHostedZone'], ZONE))];
    const report = unusedActions(logOf(['route53:ChangeResourceRecordSets', ZONE]), roles, []);
    expect(report).toEqual({
      unused: [
        {
          role: ROLE,
          functions: ['shop-ShiftWeight'],
          policy: 'inline',
          action: 'route53:GetHostedZone',
          resources: [ZONE],
        },
      ],
      excused: [],
      idleExceptions: [],
    });
  });

  it('counts only calls on the resources of the statement, and only those of the role', () => {
    const roles = [role(ALLOW('dynamodb:GetItem', 'arn:table/a'), ALLOW('dynamodb:GetItem', 'arn:table/b'))];
    const used = logOf(['dynamodb:GetItem', 'arn:table/b']);
    used.add(
      aCall({
        principal: 'arn:another',
        permissions: [{ action: 'dynamodb:GetItem', resource: 'arn:table/a', context: {} }],
      }),
    );
    expect(unusedActions(used, roles, []).unused.map(({ resources }) => resources)).toEqual([
      ['arn:table/a'],
    ]);
  });

  it("reads IAM's wildcards, and actions in any case", () => {
    const roles = [
      role(
        ALLOW('s3:get*', 'arn:aws:s3:::b/*'),
        ALLOW('KMS:Decrypt', 'arn:aws:kms:us-west-?:1:key/k'),
        ALLOW('s3:Put*', '*'),
        ALLOW('s3:List*', 'arn:aws:s3:::b.c'),
      ),
    ];
    const used = logOf(
      ['s3:GetObject', 'arn:aws:s3:::b/k/x'],
      ['kms:Decrypt', 'arn:aws:kms:us-west-1:1:key/k'],
      ['s3:ListBucket', 'arn:aws:s3:::bxc'],
    );
    expect(unusedActions(used, roles, []).unused.map(({ action }) => action)).toEqual([
      's3:Put*',
      's3:List*',
    ]);
  });

  it('does not count a call that was denied', () => {
    const log = new CallLog();
    const permissions = [{ action: 'sns:Publish', resource: 'arn:topic', context: {} }];
    log.add(aCall({ principal: ROLE, outcome: 'denied', permissions }));
    expect(unusedActions(log, [role(ALLOW('sns:Publish', 'arn:topic'))], []).unused).toHaveLength(1);
  });

  it('keeps deny statements and roles without functions out of it', () => {
    const roles = [
      role({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
      { ...role(ALLOW('states:StartExecution', '*')), functions: [] },
    ];
    expect(unusedActions(logOf(), roles, []).unused).toEqual([]);
  });

  it('excuses with a reason, and names exceptions that excuse nothing', () => {
    const roles = [role(ALLOW(['logs:PutLogEvents', 'xray:PutTraceSegments'], '*'))];
    const logs = { action: 'logs:PutLogEvents', reason: 'Lambda itself writes the log' };
    const elsewhere = { action: 'xray:PutTraceSegments', role: 'RestoreLegacy', reason: 'tracing' };
    const report = unusedActions(logOf(), roles, [logs, elsewhere]);
    expect(report.unused.map(({ action }) => action)).toEqual(['xray:PutTraceSegments']);
    expect(report.excused).toMatchObject([
      { action: 'logs:PutLogEvents', reason: 'Lambda itself writes the log' },
    ]);
    expect(report.idleExceptions).toEqual([elsewhere]);
  });

  it('remembers calls that the log has forgotten', () => {
    const log = new CallLog({ capacity: 2 });
    const permissions = [{ action: 'sns:Publish', resource: 'arn:topic', context: {} }];
    log.add(aCall({ principal: ROLE, permissions }));
    for (let n = 0; n < 10; n++) log.add(aCall({}));
    expect(unusedActions(log, [role(ALLOW('sns:Publish', 'arn:topic'))], []).unused).toEqual([]);
  });

  it.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 'without a plain Action'],
    ['NotResource', { Effect: 'Allow', Action: 's3:*', NotResource: '*' }, 'without a plain Resource'],
  ])('does not know what %s allows, and says so', (_what, statement, message) => {
    expect(() => unusedActions(logOf(), [role(statement)], [])).toThrow(message);
  });

  it('refuses a policy without statements', () => {
    const bare = { role: ROLE, functions: ['f'], policies: [{ name: 'empty', document: {} }] };
    expect(() => unusedActions(logOf(), [bare], [])).toThrow('policy empty of arn:aws:iam');
  });
});
