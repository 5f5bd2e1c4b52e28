import { legacyAnswers } from '../../../../../lambdas/migration/domain/legacy-places.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';

const alias = (Name: string, Type: string, DNSName: string): ResourceRecordSet => ({
  Name,
  Type,
  AliasTarget: { HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: false },
});
const plain = (Name: string, Type: string, ...values: string[]): ResourceRecordSet => ({
  Name,
  Type,
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});

const ELB = 'legacy-1.us-west-1.elb.amazonaws.com';
const AT_ELB = { kind: 'name', dnsName: ELB };

function answerOf(name: string, ...records: readonly ResourceRecordSet[]) {
  return legacyAnswers([
    { name: 'shop.test.', records },
    { name: 'cdn.test.', records: [plain('img.cdn.test.', 'A', '192.0.2.7')] },
  ])(name);
}

it.each([
  ['an alias to a load balancer', [alias('a.shop.test.', 'A', `${ELB}.`)], [AT_ELB], false],
  [
    'aliases of both families',
    [alias('a.shop.test.', 'A', `${ELB}.`), alias('a.shop.test.', 'AAAA', `${ELB}.`)],
    [AT_ELB],
    true,
  ],
  ['a CNAME to a load balancer', [plain('a.shop.test.', 'CNAME', ELB)], [AT_ELB], true],
  [
    'addresses',
    [plain('a.shop.test.', 'A', '192.0.2.1', '192.0.2.2')],
    [
      { kind: 'address', address: '192.0.2.1' },
      { kind: 'address', address: '192.0.2.2' },
    ],
    false,
  ],
  [
    'a CNAME to a name of another zone',
    [plain('a.shop.test.', 'CNAME', 'img.cdn.test')],
    [{ kind: 'address', address: '192.0.2.7' }],
    true,
  ],
  [
    'an alias to a name that has more than its type',
    [
      alias('a.shop.test.', 'A', 'b.shop.test.'),
      plain('b.shop.test.', 'A', '192.0.2.1'),
      plain('b.shop.test.', 'AAAA', '2001:db8::1'),
    ],
    [{ kind: 'address', address: '192.0.2.1' }],
    false,
  ],
  [
    'a circle',
    [plain('a.shop.test.', 'CNAME', 'b.shop.test'), plain('b.shop.test.', 'CNAME', 'a.shop.test')],
    [],
    true,
  ],
  ['nothing', [plain('b.shop.test.', 'A', '192.0.2.1')], [], false],
])('%s leads clients to where legacy is', (_what, records, places, ipv6) => {
  expect(answerOf('a.shop.test.', ...records)).toEqual({ places, ipv6 });
});
