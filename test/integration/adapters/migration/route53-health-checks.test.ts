import type { Turns } from '../../../../lambdas/migration/adapters/pacer.ts';
import { Route53HealthChecks } from '../../../../lambdas/migration/adapters/route53-health-checks.ts';
import { type AskedEngine, askedEngine } from '../../../support/migration/asked-engine.ts';
import { refused } from '../../../support/migration/route53-server.ts';
import { Unpaced } from '../../../support/migration/unpaced.ts';

const ENDPOINT = { Type: 'HTTPS', FullyQualifiedDomainName: 'www.shop.test' };

describe('Route53HealthChecks', () => {
  let route53: AskedEngine;
  let turns: { readonly all: Unpaced; readonly status: Unpaced };

  beforeEach(async () => {
    route53 = await askedEngine();
    turns = { all: new Unpaced(), status: new Unpaced() };
  });
  afterEach(() => route53.close());

  const checks = () =>
    new Route53HealthChecks(
      () => ({ client: route53.client, turns: turns.all }),
      () => turns.status,
    );

  it.each([
    ['as the health checkers see it', {}, true, true],
    ['as the health checkers see it', {}, false, false],
    ['inverted', { Inverted: true }, true, false],
    ['disabled', { Disabled: true }, false, true],
    ['disabled and inverted', { Disabled: true, Inverted: true }, true, false],
  ])('says that a check is %s: %o, %s', async (_what, config, seen, healthy) => {
    route53.engine.healthChecks.add('h1', { ...ENDPOINT, ...config });
    route53.engine.healthChecks.setHealthy('h1', seen);
    expect(await checks().find('h1', 'Z1')).toEqual({ healthy: { known: true, value: healthy } });
    expect(route53.engine.healthChecks.isHealthy('h1')).toBe(healthy);
    expect(turns.all.taken).toBe(route53.requests.length);
    expect(turns.status.taken).toBe(route53.requests.filter(({ path }) => path.endsWith('/status')).length);
  });

  it('distinguishes one that is gone from one that can’t be read', async () => {
    expect(await checks().find('h1', 'Z1')).toBeUndefined();
    route53.answers.push(refused(403, 'AccessDenied', 'no'));
    await expect(checks().find('h1', 'Z1')).rejects.toMatchObject({ name: 'AccessDenied' });
    route53.answers.push(refused(503, 'ServiceUnavailable', 'later'));
    await expect(checks().find('h1', 'Z1')).rejects.toMatchObject({ name: 'TransientFailure' });
  });

  it('lets the status alone wait when it is throttled, and no other call of the account', async () => {
    route53.engine.healthChecks.add('h1', ENDPOINT);
    const status: Turns = {
      take: async (call) => {
        route53.answers.push(refused(400, 'Throttling', 'Rate exceeded'));
        await expect(call()).rejects.toMatchObject({ name: 'Throttling' });
        return call();
      },
    };
    const asked = new Route53HealthChecks(
      () => ({ client: route53.client, turns: turns.all }),
      () => status,
    );
    expect(await asked.find('h1', 'Z1')).toEqual({ healthy: { known: true, value: true } });
    expect(turns.all.taken).toBe(2);
  });

  it('doesn’t know how a calculated one is', async () => {
    route53.engine.healthChecks.add('h1');
    route53.engine.healthChecks.add('all', {
      Type: 'CALCULATED',
      HealthThreshold: 1,
      ChildHealthChecks: ['h1'],
    });
    expect(await checks().find('all', 'Z1')).toEqual({ healthy: { known: false, why: expect.any(String) } });
  });

  it('asks for the status of so many only, and says so of the others', async () => {
    const ids = Array.from({ length: 121 }, (_, i) => `h${i}`);
    for (const id of ids) route53.engine.healthChecks.add(id);
    const asked = checks();
    const found = [];
    for (const id of ids) found.push(await asked.find(id, 'Z1'));
    expect(found.map((check) => check?.healthy.known)).toEqual(ids.map((_, i) => i < 120));
    expect(turns.status.taken).toBe(120);
  });
});
