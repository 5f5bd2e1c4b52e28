import type { Route } from '../../../../../../lambdas/migration/domain/workloads/objects.ts';
import { findingsOf, inWords, SETTINGS, WEB, WELL, wrongIn } from './some-cluster.ts';

function route(host: string, kind: Route['kind'] = 'Ingress'): Route {
  const services = [{ namespace: 'shop', name: 'web', port: '' }];
  return { kind, namespace: 'shop', name: 'web', host, dnsNames: [host], services, refused: '' };
}

/** The moved name alone, as the zone has it. */
function moving(name: string) {
  return { settings: { ...SETTINGS, zones: SETTINGS.zones.map((zone) => ({ ...zone, records: [name] })) } };
}

describe('VerifyWorkloads, of names', () => {
  it('shows the way to the pods', async () => {
    const [name] = (await findingsOf()).filter(({ code }) => code === 'name-routed');
    expect(name?.seen).toBe('Ingress shop/web → Service shop/web → Deployment shop/web.');
  });

  it.each([
    ['www.shop.test.', 'www.shop.test', 'Ingress'],
    ['www.shop.test.', '*.shop.test', 'Ingress'],
    ['www.shop.test.', '', 'Ingress'],
    ['www.shop.test.', '*.test', 'HTTPRoute'],
    ['\\052.apps.shop.test.', '*.apps.shop.test', 'Ingress'],
    ['\\052.apps.shop.test.', 'basket.apps.shop.test', 'Ingress'],
    ['\\052.apps.shop.test.', '*.shop.test', 'HTTPRoute'],
  ] as const)('%s is led by the host “%s” of an %s', async (name, host, kind) => {
    const kinds = { ingresses: [], httproutes: [] };
    const routes = { ...kinds, [kind === 'Ingress' ? 'ingresses' : 'httproutes']: [route(host, kind)] };
    expect(await wrongIn(routes, moving(name))).toEqual([]);
  });

  it.each([
    ['another host', 'api.shop.test'],
    ['a wildcard of one label', '*.test'],
    ['a name that only ends alike', '*.p.test'],
  ])('is not routed by %s', async (_what, host) => {
    expect(await wrongIn({ ingresses: [route(host)] })).toEqual(['fail name-not-routed www.shop.test']);
  });

  it('says the same of many names once, and has judged each', async () => {
    const [web] = WELL.ingresses;
    const [zone] = SETTINGS.zones;
    if (!web || !zone) throw new Error('There is no Ingress or no zone.');
    const hosts = Array.from({ length: 50 }, (_, i) => `n${i}.shop.test`);
    const settings = { ...SETTINGS, zones: [{ ...zone, records: hosts.map((host) => `${host}.`) }] };
    const findings = await findingsOf({ ingresses: hosts.map((host) => ({ ...web, host })) }, { settings });
    expect(findings.map(inWords)).toContain('pass name-routed n0.shop.test and 49 more');
    const some = await findingsOf(
      { ingresses: hosts.slice(1).map((host) => ({ ...web, host })) },
      { settings },
    );
    expect(some.map(inWords)).toContain('fail name-not-routed n0.shop.test');
  });

  it('prefers its own host to one for all', async () => {
    const all = { ...route(''), name: 'all', services: [{ namespace: 'shop', name: 'gone', port: '80' }] };
    expect(await wrongIn({ ingresses: [all, route('www.shop.test')] })).toEqual([]);
    expect(await wrongIn({ ingresses: [all] })).toEqual([
      'fail service-missing www.shop.test (Service shop/gone)',
    ]);
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['by its number', ['80'], ['http', '80'], []],
    ['that is none, once each', ['htt', '8080', 'htt'], ['http', '80'], ['htt', '8080']],
    ['of a Service that stands for another name', ['80'], [], []],
  ])('leads to a port %s', async (_which, wanted, ports, missing) => {
    const services = wanted.map((port) => ({ namespace: 'shop', name: 'web', port }));
    const [web] = WELL.services;
    if (!web) throw new Error('There is no Service.');
    const found = await findingsOf({
      ingresses: [{ ...route('www.shop.test'), services }],
      services: [{ ...web, ports }],
    });
    const wrong = found.filter(({ code }) => code === 'service-port-missing');
    expect(wrong.map(({ seen }) => /its port (\S+)\./.exec(seen)?.[1])).toEqual(missing);
  });

  it('is not served by a route that no gateway takes, unless another one is taken', async () => {
    const refused = { ...route('www.shop.test', 'HTTPRoute'), refused: 'Accepted: NotAllowedByListeners' };
    const only = { ingresses: [], httproutes: [refused] };
    expect(await wrongIn(only)).toEqual(['fail route-refused www.shop.test (HTTPRoute shop/web)']);
    expect(await wrongIn({ httproutes: [refused] })).toEqual([]);
  });

  it('is not routed by a route without a Service', async () => {
    const ingresses = [{ ...route('www.shop.test'), services: [] }];
    expect(await wrongIn({ ingresses })).toEqual(['fail name-not-routed www.shop.test']);
  });

  it.each([
    ['no selector', {}],
    ['labels that no Deployment has', { app: 'web', tier: 'back' }],
  ])('does not know what is behind a Service with %s', async (_what, selector) => {
    const services = WELL.services.map((service) => ({ ...service, selector }));
    expect(await wrongIn({ services })).toEqual([
      'unknown service-pods-unknown www.shop.test (Service shop/web)',
    ]);
  });

  it('does not take a Deployment of another namespace', async () => {
    expect(await wrongIn({ deployments: [{ ...WEB, namespace: 'test' }] })).toEqual([
      'unknown service-pods-unknown www.shop.test (Service shop/web)',
    ]);
  });
});

describe('VerifyWorkloads, of Deployments', () => {
  it.each([
    ['has too few pods', { available: 1 }, 'fail deployment-not-available'],
    ['its controller complains of', { problem: 'ProgressDeadlineExceeded' }, 'fail deployment-not-available'],
    ['has been changed just now', { isObserved: false }, 'warn deployment-rolling'],
    ['is being rolled out', { updated: 1 }, 'warn deployment-rolling'],
    ['has one pod', { replicas: 1, available: 1, updated: 1 }, 'warn deployment-single'],
  ])('finds one that %s', async (_what, more, finding) => {
    expect(await wrongIn({ deployments: [{ ...WEB, ...more }] })).toEqual([`${finding} deployment shop/web`]);
  });

  it.each([
    ['is being rolled out', { updated: 0 }, 'warn deployment-rolling'],
    ['is not available', { available: 0 }, 'fail deployment-not-available'],
  ])('finds that one has one pod, also while it %s', async (_what, more, finding) => {
    const one = { ...WEB, replicas: 1, available: 1, updated: 1, ...more };
    expect((await wrongIn({ deployments: [one] })).slice(0, 2)).toEqual([
      `${finding} deployment shop/web`,
      'warn deployment-single deployment shop/web',
    ]);
  });

  it('looks only at those behind the names', async () => {
    const other = { ...WEB, name: 'other', labels: { app: 'other' }, available: 0 };
    expect(await wrongIn({ deployments: [WEB, other] })).toEqual([]);
  });
});

describe('VerifyWorkloads, of certificates', () => {
  const certificate = {
    namespace: 'shop',
    name: 'tls',
    isReady: false,
    message: 'Waiting for the challenge',
  };

  it.each([
    ['fail', 'for a moved name', ['www.shop.test']],
    ['fail', 'for a wildcard over one', ['*.Shop.test']],
    ['warn', 'for another', ['test.shop.test', '*.test']],
  ])('%ss for one that is %s and not ready', async (level, _what, dnsNames) => {
    expect(await wrongIn({ certificates: [{ ...certificate, dnsNames }] })).toEqual([
      `${level} certificate-not-ready certificate shop/tls`,
    ]);
  });

  it('passes those that are ready', async () => {
    const certificates = [{ ...certificate, dnsNames: ['www.shop.test'], isReady: true }];
    expect(await wrongIn({ certificates })).toEqual([]);
  });
});
