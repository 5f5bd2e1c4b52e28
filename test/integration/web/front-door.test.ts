import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import { certificateFor } from '../../../rehearsal/tools/certificates.ts';
import { type Fares, type FrontDoor, openFrontDoor } from '../../../rehearsal/web/front-door.ts';
import type { Asked } from '../../../rehearsal/web/site.ts';

const SITE = {
  hosts: ['www.shop.test', '*.apps.shop.test'],
  pages: { '/': { status: 200, headers: { 'x-page': 'first' }, body: 'Shop' } },
  noPage: { status: 404, body: 'no page' },
  noHost: { status: 503, body: 'nobody' },
};

describe('A front door', () => {
  let door: FrontDoor;
  const probe = new SocketWebProbe();
  beforeAll(async () => {
    door = await openFrontDoor(SITE, await certificateFor(SITE.hosts, undefined));
  });
  afterAll(() => door.close());

  const answer = async ({ scheme, ...asked }: Asked) => {
    const attempt = await probe.get({ address: '127.0.0.1', port: door.ports[scheme] }, { scheme, ...asked });
    return attempt.answered ? attempt.value : attempt;
  };

  it.each([
    ['1 3', 'https', 'www.shop.test', '/?a=b', { status: 200, body: 'Shop', headers: { 'x-page': 'first' } }],
    ['1', 'https', 'a.apps.shop.test', '/', { status: 200 }],
    ['1', 'https', 'b.a.apps.shop.test', '/', { status: 503, body: 'nobody' }],
    ['1', 'http', 'api.shop.test', '/', { status: 503 }],
    [
      '2',
      'http',
      'www.shop.test',
      '/a?b',
      { status: 301, headers: { location: 'https://www.shop.test/a?b' } },
    ],
    ['3', 'https', 'www.shop.test', '/other', { status: 404, body: 'no page' }],
  ] as const)('%s answers %s://%s%s', async (_rule, scheme, host, path, expected) => {
    expect(await answer({ scheme, host, path })).toMatchObject(expected);
  });
});

describe('A front door whose targets fail', () => {
  const probe = new SocketWebProbe();

  const answersOf = async (fares: Fares, isTransparent: boolean) => {
    const door = await openFrontDoor(SITE, await certificateFor(SITE.hosts, undefined), {
      fares,
      isTransparent,
    });
    const request = { scheme: 'https', host: 'www.shop.test', path: '/' } as const;
    const attempt = await probe.get({ address: '127.0.0.1', port: door.ports.https }, request);
    await door.close();
    return attempt.answered ? attempt.value.status : attempt.failure;
  };

  it.each([
    ['served', 200, 200],
    ['failing', 500, 500],
    ['turnedAway', 503, 'closed'],
    ['reset', 502, 'closed'],
    ['refused', 502, 'closed'],
    ['unanswered', 504, 'closed'],
  ] as const)(
    '8 %s: answers %s, and %s if nothing is between client and target',
    async (fate, answer, transparent) => {
      expect(await answersOf(() => fate, false)).toBe(answer);
      expect(await answersOf(() => fate, true)).toBe(transparent);
    },
  );

  it('8 asks by the host', async () => {
    expect(await answersOf((host) => (host === 'www.shop.test' ? 'failing' : 'served'), true)).toBe(500);
  });
});
