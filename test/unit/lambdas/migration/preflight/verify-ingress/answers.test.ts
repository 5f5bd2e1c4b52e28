import type { WebAnswer, WebRequest } from '../../../../../../lambdas/migration/ports/web-probe.ts';
import {
  answer,
  CLUSTER,
  type Connect,
  failed,
  type Get,
  LEGACY,
  ONE_NAME,
  problems,
  type Shake,
  verified,
} from './ingress-to-verify.ts';

const SUBJECT = 'www.shop.test (/)';
const isLegacy = (address: string) => LEGACY.ipv4.includes(address);
const isNobody = ({ host }: WebRequest) => host.endsWith('.invalid');

/** Answers of each side for `/`, and of the cluster for a name that nobody has. */
function answering(
  cluster: Partial<WebAnswer>,
  legacy: Partial<WebAnswer> = {},
  nobody: Partial<WebAnswer> = { status: 404, body: 'no such host' },
): Get {
  return (address, request) => {
    if (isLegacy(address)) return answer(legacy);
    return answer(isNobody(request) ? nobody : cluster);
  };
}

const [PATH = { scheme: 'https', path: '/', hosts: [], headers: [], contains: '' } as const] = ONE_NAME.paths;
const to = (location: string) => ({ status: 301, headers: { location }, body: '' });

describe('An answer', () => {
  it.each<[string, Partial<WebAnswer>, Partial<WebAnswer>]>([
    ['of another status', { status: 500 }, {}],
    ['that redirects where legacy doesn’t', to('https://other.test/'), {}],
    ['that redirects elsewhere', to('https://other.test/'), to('https://third.test/')],
    ['that redirects to HTTP', to('http://other.test/'), to('https://other.test/')],
  ])('%s differs', async (_what, cluster, legacy) => {
    expect(await problems({ get: answering(cluster, legacy) })).toEqual([
      `fail ${SUBJECT} ingress-answer-differs`,
    ]);
  });

  it.each<[string, Partial<WebAnswer>, Partial<WebAnswer>]>([
    ['with another body', { body: 'now' }, { body: 'then' }],
    ['that both refuse', { status: 401 }, { status: 401 }],
    ['that redirects relatively', to('/'), to('https://www.shop.test/')],
    ['that redirects with a port that is the default', to('https://o.test:443/'), to('https://o.test/')],
  ])('%s is alike', async (_what, cluster, legacy) => {
    expect(await problems({ get: answering(cluster, legacy) })).toEqual([]);
  });

  it('is compared in the chosen headers, and no others', async () => {
    const get = answering(
      { headers: { 'cache-control': 'no-store', age: '1' } },
      { headers: { 'cache-control': 'public', age: '2' } },
    );
    const paths = [{ ...PATH, headers: ['cache-control', 'vary'] }];
    expect(await problems({ get })).toEqual([]);
    const { findings } = await verified({ get, ingress: { paths } });
    expect(findings.find(({ code }) => code === 'ingress-answer-differs')?.seen).toContain(
      'cache-control is no-store; on legacy public',
    );
  });

  it('must have the text that is configured', async () => {
    const get = answering({ body: 'Sign in' });
    const having = (contains: string) => ({ get, ingress: { paths: [{ ...PATH, contains }] } });
    expect(await problems(having('Sign in'))).toEqual([]);
    expect(await problems(having('Log in'))).toEqual([`fail ${SUBJECT} ingress-text-missing`]);
  });

  it('that goes on after what is read is a warning', async () => {
    expect(await problems({ get: answering({ cutAt: 262_144 }) })).toEqual([
      `warn ${SUBJECT} ingress-answer-cut`,
    ]);
  });

  it('at one address only that differs is told with that address', async () => {
    const get: Get = (address) => answer({ status: address === CLUSTER.ipv4[1] ? 502 : 200 });
    const { findings } = await verified({ get });
    const [found] = findings.filter(({ level }) => level === 'fail');
    expect(found?.seen).toContain('198.51.100.21');
    expect(found?.seen).not.toContain('198.51.100.20');
  });

  it('is not asked for by TLS where the handshake fails', async () => {
    const handshake: Shake = () => failed('closed');
    const get: Get = (address) => (isLegacy(address) ? answer() : failed('closed'));
    expect(await problems({ get, handshake })).toEqual(['fail www.shop.test ingress-closed']);
  });
});

describe('The controller’s default backend', () => {
  it.each([404, 503])('answers %d: no ingress has the name, whatever legacy says', async (status) => {
    const nobody = { status, body: 'default' };
    expect(await problems({ get: answering(nobody, {}, nobody) })).toEqual([
      `fail ${SUBJECT} ingress-default-backend`,
    ]);
    expect(await problems({ get: answering(nobody, { status }, nobody) })).toEqual([
      `fail ${SUBJECT} ingress-default-backend`,
    ]);
  });

  it('that serves a page for every name is meant', async () => {
    expect(await problems({ get: answering({}, {}, {}) })).toEqual([]);
  });

  it('is not seen where the controller refuses names that nobody has', async () => {
    const get: Get = (address, request) =>
      !isLegacy(address) && isNobody(request) ? failed('tls-refused') : answer({ status: 404 });
    expect(await problems({ get })).toEqual([]);
  });
});

describe('Redirects', () => {
  const ROUND = { 'https://www.shop.test/': '/a', 'https://www.shop.test/a': '/' };

  /** Redirects by URL; everything else is a page. */
  function redirecting(urls: Readonly<Record<string, string>>, on = (_address: string) => true): Get {
    return (address, { scheme, host, path }) => {
      const location = urls[`${scheme}://${host}${path}`];
      return answer(location !== undefined && on(address) ? to(location) : {});
    };
  }

  it('are followed on each side, hop by hop', async () => {
    const cluster = redirecting({ 'https://www.shop.test/': '/a', 'https://www.shop.test/a': '/b' });
    const legacy = redirecting({ 'https://www.shop.test/': '/a', 'https://www.shop.test/a': '/c' });
    const get: Get = (...asked) => (isLegacy(asked[0]) ? legacy(...asked) : cluster(...asked));
    expect(await problems({ get: redirecting(ROUND, () => false) })).toEqual([]);
    expect(await problems({ get })).toEqual([`fail ${SUBJECT} ingress-answer-differs`]);
  });

  it('in a circle fail, as where a controller doesn’t see that TLS has ended before it', async () => {
    const get = redirecting({ 'https://www.shop.test/': 'https://www.shop.test/' }, (at) => !isLegacy(at));
    expect(await problems({ get })).toEqual([`fail ${SUBJECT} ingress-redirects-without-end`]);
  });

  it('without an end are followed a few times only', async () => {
    let asked = 0;
    const get: Get = (address, { path }) => {
      if (isLegacy(address)) return answer();
      asked += 1;
      return answer(to(`${path}x`));
    };
    expect(await problems({ get })).toEqual([`fail ${SUBJECT} ingress-redirects-without-end`]);
    expect(asked).toBeLessThan(30);
  });

  it('that are without an end on legacy too are alike', async () => {
    expect(await problems({ get: redirecting(ROUND) })).toEqual([]);
  });

  it('to another host are not followed, nor to other ports and protocols', async () => {
    const hosts = new Set<string>();
    const locations = [
      'https://other.test/',
      'https://www.shop.test:8443/',
      'ftp://www.shop.test/',
      'mailto:a@b.c',
    ];
    for (const location of locations) {
      const get: Get = (_address, request) => {
        if (!isNobody(request)) hosts.add(`${request.host}${request.path}`);
        return answer(to(location));
      };
      expect(await problems({ get })).toEqual([]);
    }
    expect([...hosts]).toEqual(['www.shop.test/']);
  });
});

describe('Legacy', () => {
  it('that can’t be asked leaves nothing to compare with', async () => {
    const connect: Connect = (address) =>
      isLegacy(address) ? failed('refused') : { answered: true, value: undefined };
    expect(await problems({ connect })).toEqual([`fail ${SUBJECT} ingress-not-compared`]);
  });

  it.each([
    [{ records: new Error('denied') }, 'the zones could not be read'],
    [{ records: [] }, 'no record of its zone leads from this name to a load balancer or an address'],
    [
      { addresses: { [LEGACY.dnsName]: { ipv4: [], ipv6: [] } } },
      `${LEGACY.dnsName} has no IPv4 address that takes connections`,
    ],
  ])('that can’t be asked: it is said why, %#', async (differs, why) => {
    const { findings } = await verified(differs);
    const found = findings.find(({ code }) => code === 'ingress-not-compared');
    expect(found?.seen).toContain(`Legacy could not be asked: ${why}.`);
  });

  it('is asked at another address where the first takes no connection', async () => {
    const addresses = { [LEGACY.dnsName]: { ipv4: ['192.0.2.9', ...LEGACY.ipv4], ipv6: [] } };
    const connect: Connect = (address) =>
      address === '192.0.2.9' ? failed('no-connection') : { answered: true, value: undefined };
    expect(await problems({ connect, addresses })).toEqual([]);
  });
});

describe('A name of the cluster’s own', () => {
  const ingress = { names: [], ownHosts: ['www.k8s.test'] };

  it.each([
    [200, []],
    [401, []],
    [403, []],
    [404, ['fail www.k8s.test (/) ingress-answers-error']],
    [502, ['fail www.k8s.test (/) ingress-answers-error']],
  ])('that answers %d', async (status, expected) => {
    expect(await problems({ ingress, get: answering({ status }) })).toEqual(expected);
  });
});

it('A path without TLS is asked at port 80, and may be asked on some names only', async () => {
  const asked: string[] = [];
  const get: Get = (address, request) => {
    if (!isNobody(request) && !isLegacy(address))
      asked.push(`${request.scheme} ${request.host}${request.path}`);
    return answer();
  };
  const http = { ...PATH, scheme: 'http' } as const;
  const elsewhere = { ...PATH, path: '/x', hosts: ['api.shop.test'] };
  await verified({ get, ingress: { paths: [http, elsewhere] } });
  expect(new Set(asked)).toEqual(new Set(['http www.shop.test/']));
});
