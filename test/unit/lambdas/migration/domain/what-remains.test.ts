import { whatRemains } from '../../../../../lambdas/migration/domain/what-remains.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const alias = (DNSName: string) => ({ HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: false });
const ELB = 'legacy-1.us-west-1.elb.amazonaws.com.';

it('What may be deleted is what retired records led to, each once; what others follow is no place of legacy', () => {
  const records = [
    { Name: 'shop.test.', Type: 'A', AliasTarget: alias(`dualstack.${ELB}`) },
    { Name: 'www.shop.test.', Type: 'A', AliasTarget: alias(ELB), HealthCheckId: 'check-1' },
    {
      Name: 'api.shop.test.',
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.2' }],
    },
    { Name: 'blog.shop.test.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'www.shop.test.' }] },
  ] as const;
  const follows = [{ name: 'blog.shop.test.', on: 'www.shop.test.', through: [], throughSeconds: 0 }];
  const image = { fenceName: '_cutover-shop.shop.test.', records, follows };
  const [zone] = someSettings().zones;
  const zones = zone ? [{ ...zone, role: { arn: 'arn:aws:iam::444455556666:role/dns' } }] : [];
  const { mayBeDeleted, stays } = whatRemains(
    { migration: 'shop', zones },
    { beforeImage: new Map([['Z1SHOP', image]]) },
  );
  expect(mayBeDeleted).toEqual([
    "Legacy's 192.0.2.1, and what is behind it: if no other name leads there, and nothing else uses it.",
    "Legacy's 192.0.2.2, and what is behind it: if no other name leads there, and nothing else uses it.",
    "Legacy's legacy-1.us-west-1.elb.amazonaws.com, and what is behind it: if no other name leads there, and nothing else uses it.",
    'The health check check-1: if no other record has it.',
    'The stack of the migration shop: `npx cdk destroy`, once no execution of its machines runs.',
    'The role arn:aws:iam::444455556666:role/dns, once the stack is gone.',
  ]);
  expect(stays[0]).toBe('The fence _cutover-shop.shop.test TXT: it blocks late writes. It costs nothing.');
  expect(stays).toHaveLength(3);
});
