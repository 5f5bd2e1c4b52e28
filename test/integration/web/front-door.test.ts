import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import { certificateFor } from '../../../rehearsal/tools/certificates.ts';
import { type FrontDoor, openFrontDoor } from '../../../rehearsal/web/front-door.ts';
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
