import type {
  ListedSubscriptions,
  Subscription,
} from '../../../../../../lambdas/migration/ports/subscriptions.ts';
import { verifyNotifications } from '../../../../../../lambdas/migration/preflight/verify-notifications/verify-notifications.ts';

const TOPIC = 'arn:aws:sns:us-west-1:111122223333:Shop-Topic';
const mail = (state: Subscription['state'], endpoint = 'oncall@shop.test'): Subscription => ({
  protocol: 'email',
  endpoint,
  state,
});

async function found(subscriptions: readonly Subscription[] | Error, isCut = false) {
  const list = async (): Promise<ListedSubscriptions> => {
    if (subscriptions instanceof Error) throw subscriptions;
    return { subscriptions, isCut };
  };
  const { check, findings } = await verifyNotifications(TOPIC, { list });
  expect(check).toBe('VerifyNotifications');
  return findings;
}
const briefly = async (...asked: Parameters<typeof found>) =>
  (await found(...asked)).map(({ level, code, subject }) => `${level} ${code} ${subject}`);

describe('VerifyNotifications', () => {
  it('passes with one confirmed subscription, and says of what kind', async () => {
    const [finding, ...others] = await found([mail('confirmed')]);
    expect(finding).toMatchObject({
      level: 'pass',
      code: 'subscription-confirmed',
      subject: 'Shop-Topic',
      seen: '1 of 1 subscription confirmed: email 1.',
    });
    expect(others).toEqual([]);
  });

  it.each<[string, Subscription[]]>([
    ['there is none', []],
    ['all were deleted', [mail('deleted')]],
  ])('fails when %s', async (_what, subscriptions) => {
    expect(await briefly(subscriptions)).toEqual(['fail subscription-not-confirmed Shop-Topic']);
  });

  it('fails when all are pending, and names them', async () => {
    expect(await briefly([mail('pending', 'ann@shop.test'), mail('deleted')])).toEqual([
      'fail subscription-not-confirmed Shop-Topic',
      'warn subscription-pending email ann@shop.test',
    ]);
  });

  it('warns of those that are pending beside a confirmed one', async () => {
    expect(await briefly([mail('confirmed'), mail('pending', 'ben@shop.test')])).toEqual([
      'pass subscription-confirmed Shop-Topic',
      'warn subscription-pending email ben@shop.test',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'https',
      'https://user:s3cret@events.example/integration/s3cret/enqueue?key=s3cret',
      'https events.example',
    ],
    ['http', 'not a URL: s3cret', 'http'],
    ['sms', '+15551230987', 'sms …987'],
  ])('shows nothing of a %s endpoint that may be a secret', async (protocol, endpoint, subject) => {
    const findings = await found([{ protocol, endpoint, state: 'pending' }]);
    expect(findings[1]?.subject).toBe(subject);
    expect(JSON.stringify(findings)).not.toMatch(/s3cret|5551230/);
  });

  it('says that it has read only the first of very many', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => mail('pending', `on-call-${n}@shop.test`));
    const [finding, ...others] = await found(many, true);
    expect(finding).toMatchObject({
      level: 'fail',
      seen: 'None of the first 1,000 subscriptions is confirmed.',
    });
    expect(others).toHaveLength(1);
    expect(JSON.stringify(others).length).toBeLessThan(10_000);
  });

  it('fails when they can’t be listed: unknown is not good', async () => {
    const findings = await found(new Error('AuthorizationError'));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      level: 'fail',
      code: 'subscriptions-unreadable',
      seen: expect.stringContaining('AuthorizationError'),
    });
  });
});
