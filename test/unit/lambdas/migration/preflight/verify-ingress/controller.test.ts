import type { WebAnswer } from '../../../../../../lambdas/migration/ports/web-probe.ts';
import { answer, CLUSTER, failed, type Get, problems, shaken } from './ingress-to-verify.ts';

const RETIRED = `warn ${CLUSTER.dnsName} ingress-nginx-retired`;

/** What the controller says to a name that nobody has. */
function saying(nobody: Partial<WebAnswer>): Get {
  return (_address, { host }) => answer(host.endsWith('.invalid') ? { status: 404, ...nobody } : {});
}

it.each<[string, Partial<WebAnswer>]>([
  ['calls itself nginx', { headers: { server: 'nginx/1.27.1' } }],
  ['shows nginx’s page', { body: '<html><center><h1>404 Not Found</h1></center><hr><center>nginx</center>' }],
  ['is the old default backend', { body: 'default backend - 404' }],
])('ingress-nginx is suspected where what answers nobody’s names %s', async (_what, nobody) => {
  expect(await problems({ get: saying(nobody) })).toEqual([RETIRED]);
  expect(await problems({ get: saying(nobody), ingress: { controller: 'nginx gateway fabric' } })).toEqual(
    [],
  );
});

it('ingress-nginx is known by its default certificate', async () => {
  const subject = 'Kubernetes Ingress Controller Fake Certificate';
  expect(await problems({ handshake: () => shaken({ subject }) })).toEqual([RETIRED]);
});

it('ingress-nginx is known where it is configured', async () => {
  expect(await problems({ ingress: { controller: 'ingress-nginx' } })).toEqual([RETIRED]);
});

it.each<[string, Get]>([
  [
    'an application behind it is nginx',
    (_address, { host }) =>
      answer(host.endsWith('.invalid') ? { status: 404 } : { headers: { server: 'nginx' }, body: 'Shop' }),
  ],
  [
    'it answers nobody’s names with nothing',
    (_address, { host }) => (host.endsWith('.invalid') ? failed('closed') : answer()),
  ],
  ['another one answers', saying({ headers: { server: 'openresty' }, body: '404 page not found' })],
])('Nothing is suspected where %s', async (_what, get) => {
  expect(await problems({ get })).toEqual([]);
});
