import { readEvent } from '../../../../../lambdas/migration/adapters/cloud-trail-event.ts';
import { contentOf } from '../../../../../lambdas/migration/domain/watch/write-call.ts';
import { changed, TERRAFORM, trailEvent } from '../../../../support/migration/trail-events.ts';

const ALIAS = {
  Name: '\\052.apps.shop.test.',
  Type: 'A',
  SetIdentifier: 'cluster',
  Weight: 5,
  AliasTarget: { HostedZoneId: 'Z368', DNSName: 'k8s.elb.amazonaws.com.', EvaluateTargetHealth: true },
};

function recordIn(text: string) {
  const read = readEvent(text);
  return read.kind === 'call' ? read.call.changes[0]?.record : undefined;
}

describe('an event of CloudTrail', () => {
  it('says who called, from where, and what', () => {
    const changes = [
      changed('UPSERT', {
        name: 'www.shop.test',
        type: 'A',
        tTL: 60,
        resourceRecords: [{ value: '203.0.113.9' }],
      }),
    ];
    expect(readEvent(trailEvent({ zoneId: '/hostedzone/Z1SHOP', changes }))).toEqual({
      kind: 'call',
      call: {
        eventId: 'event-1',
        at: '2027-03-01T06:00:30Z',
        zoneId: 'Z1SHOP',
        who: {
          type: 'AssumedRole',
          arn: 'arn:aws:sts::111122223333:assumed-role/ci/terraform',
          account: '111122223333',
          userName: '',
          session: 'terraform',
          role: 'arn:aws:iam::111122223333:role/ci',
        },
        from: '198.51.100.7',
        userAgent: 'Terraform/1.12',
        changes: [
          {
            action: 'UPSERT',
            record: {
              Name: 'www.shop.test.',
              Type: 'A',
              TTL: 60,
              ResourceRecords: [{ Value: '203.0.113.9' }],
            },
          },
        ],
      },
    });
  });

  it.each([
    ['as Route 53 lists it', '\\052.apps.shop.test.', 'k8s.elb.amazonaws.com.', 'dNSName'],
    ['as people write it', '*.Apps.shop.test', 'K8s.elb.amazonaws.com', 'dNSName'],
    ['with the other way to lower a key', '*.apps.shop.test', 'k8s.elb.amazonaws.com', 'dnsName'],
  ])('has the same content %s', (_how, name, target, key) => {
    const aliasTarget = { hostedZoneId: 'Z368', [key]: target, evaluateTargetHealth: true };
    const text = trailEvent({
      changes: [changed('CREATE', { name, type: 'A', setIdentifier: 'cluster', weight: 5, aliasTarget })],
    });
    const record = recordIn(text);
    expect(record && contentOf(record)).toBe(contentOf(ALIAS));
  });

  it.each([
    ['another weight', { weight: 6 }],
    ['a field that nobody knows', { newField: 'x' }],
  ])('has another content with %s', (_what, more) => {
    const aliasTarget = {
      hostedZoneId: 'Z368',
      dNSName: 'k8s.elb.amazonaws.com',
      evaluateTargetHealth: true,
    };
    const given = { name: ALIAS.Name, type: 'A', setIdentifier: 'cluster', weight: 5, aliasTarget, ...more };
    const record = recordIn(trailEvent({ changes: [changed('CREATE', given)] }));
    expect(record && contentOf(record)).not.toBe(contentOf(ALIAS));
  });

  it.each<[string, object, Partial<{ arn: string; session: string; userName: string; account: string }>]>([
    [
      'a user',
      {
        type: 'IAMUser',
        arn: 'arn:aws:iam::111122223333:user/anna',
        accountId: '111122223333',
        userName: 'anna',
      },
      { arn: 'arn:aws:iam::111122223333:user/anna', userName: 'anna', session: '' },
    ],
    [
      'an AWS service',
      { type: 'AWSService', invokedBy: 'acm.amazonaws.com' },
      { arn: 'acm.amazonaws.com', account: '' },
    ],
    ['nulls', { ...TERRAFORM, userName: null, sessionContext: null }, { session: 'terraform', userName: '' }],
  ])('names %s', (_who, userIdentity, expected) => {
    const read = readEvent(trailEvent({ userIdentity }));
    expect(read.kind === 'call' && read.call.who).toMatchObject(expected);
  });

  it('that failed has changed nothing, whatever else it says', () => {
    expect(readEvent(trailEvent({ more: { errorCode: 'AccessDenied', requestParameters: null } }))).toEqual({
      kind: 'failed',
    });
  });

  it.each([
    ['no JSON', 'secret'],
    ['no parameters', trailEvent({ more: { requestParameters: null } })],
    ['parameters that were left out', trailEvent({ more: { requestParameters: { omitted: true } } })],
    ['another call', trailEvent({ more: { eventName: 'GetChange' } })],
    ['another service’s call', trailEvent({ more: { eventSource: 'ec2.amazonaws.com' } })],
    ['no time', trailEvent({ more: { eventTime: 'yesterday' } })],
    ['an action that is none', trailEvent({ changes: [changed('REPLACE', { name: 'a', type: 'A' })] })],
    ['a record without a name', trailEvent({ changes: [changed('CREATE', { type: 'A' })] })],
  ])('with %s can’t be read', (_what, text) => expect(readEvent(text)).toEqual({ kind: 'unreadable' }));
});
