import {
  type HealthCheckConfig,
  type Route53Engine,
  seededRandom,
} from '../../../../rehearsal/route53/index.ts';
import { engineWith, member, rr, ZONE } from './records.ts';

const ENDPOINT = { Type: 'HTTPS', FullyQualifiedDomainName: 'www.example.com' };
const checked = rr('www', 'A', ['192.0.2.1'], { HealthCheckId: 'h1' });
const change = (Action: string, ResourceRecordSet = checked) => ({
  Changes: [{ Action, ResourceRecordSet }],
});

function withChecks(...ids: readonly string[]) {
  const world = engineWith([]);
  for (const id of ids) world.engine.healthChecks.add(id);
  return world;
}

describe('R65 making a health check', () => {
  const created = (config: HealthCheckConfig) => () =>
    withChecks('h1').engine.healthChecks.create({ CallerReference: 'r', HealthCheckConfig: config });

  it.each([
    ['an unknown type', { Type: 'PING' }],
    ['an endpoint that is nowhere', { Type: 'HTTP' }],
    ['a calculated one without children', { Type: 'CALCULATED', HealthThreshold: 1 }],
    ['a calculated one of a child that is not there', { Type: 'CALCULATED', ChildHealthChecks: ['h2'] }],
  ])('refuses %s', (_what, config) => {
    expect(created(config)).toThrow(expect.objectContaining({ name: 'InvalidInput', status: 400 }));
  });

  it('gives the same check for the same reference and settings, and refuses others', () => {
    const { healthChecks } = withChecks().engine;
    const create = (config: object) =>
      healthChecks.create({ CallerReference: 'r', HealthCheckConfig: { ...ENDPOINT, ...config } });
    const first = create({});
    expect(create({})).toEqual(first);
    const refused = expect.objectContaining({ name: 'HealthCheckAlreadyExists', status: 409 });
    expect(() => create({ Inverted: true })).toThrow(refused);
    healthChecks.delete(first.Id);
    expect(() => create({})).toThrow(refused);
  });
});

describe('R66 a health check that is not there', () => {
  const missing = expect.objectContaining({
    name: 'NoSuchHealthCheck',
    status: 404,
    message: 'No health check exists with the ID: h1',
  });

  it.each<[string, (engine: Route53Engine) => unknown]>([
    ['to be read', ({ healthChecks }) => healthChecks.get('h1')],
    ['to be asked for its status', ({ healthChecks }) => healthChecks.status('h1')],
    ['to be deleted', ({ healthChecks }) => healthChecks.delete('h1')],
    ['in a CREATE', (engine) => engine.changeResourceRecordSets(ZONE, change('CREATE'))],
    ['in an UPSERT', (engine) => engine.changeResourceRecordSets(ZONE, change('UPSERT'))],
  ])('%s', (_what, act) => {
    const { engine } = withChecks('other');
    expect(() => act(engine)).toThrow(missing);
    expect(engine.history(ZONE)).toHaveLength(1);
  });

  it('refuses the whole batch, the record sets without a check too', () => {
    const { engine } = withChecks();
    const changes = [rr('api', 'A', ['192.0.2.2']), checked].map((ResourceRecordSet) => ({
      Action: 'CREATE',
      ResourceRecordSet,
    }));
    expect(() => engine.changeResourceRecordSets(ZONE, { Changes: changes })).toThrow(missing);
    expect(engine.records(ZONE)).toHaveLength(2);
  });

  it('is said before what the zone has against the batch, and after what can be seen without it', () => {
    const { engine } = withChecks();
    const taken = rr('www', 'CNAME', ['a.test'], { HealthCheckId: 'h1' });
    engine.changeResourceRecordSets(ZONE, change('CREATE', rr('www', 'A', ['192.0.2.1'])));
    expect(() => engine.changeResourceRecordSets(ZONE, change('CREATE', taken))).toThrow(missing);
    const unreadable = rr('www', 'A', ['192.0.2'], { HealthCheckId: 'h1' });
    expect(() => engine.changeResourceRecordSets(ZONE, change('UPSERT', unreadable))).toThrow(
      expect.objectContaining({ name: 'InvalidChangeBatch' }),
    );
  });

  it('keeps nobody from deleting a record set that names it', () => {
    const { engine } = withChecks('h1');
    engine.changeResourceRecordSets(ZONE, change('CREATE'));
    engine.healthChecks.delete('h1');
    engine.changeResourceRecordSets(ZONE, change('DELETE'));
    expect(engine.records(ZONE)).toHaveLength(2);
  });
});

describe('R67 the status of a health check', () => {
  const statuses = (engine: Route53Engine, id: string) =>
    new Set(engine.healthChecks.status(id).map(({ StatusReport }) => StatusReport.Status.split(':')[0]));

  it('is what the health checkers see, before it is inverted', () => {
    const { engine } = withChecks();
    engine.healthChecks.add('h1', { ...ENDPOINT, Inverted: true });
    expect(statuses(engine, 'h1')).toEqual(new Set(['Success']));
    engine.healthChecks.setHealthy('h1', false);
    expect(statuses(engine, 'h1')).toEqual(new Set(['Failure']));
  });

  it('is none for a calculated one', () => {
    const { engine } = withChecks('h1');
    engine.healthChecks.add('all', { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['h1'] });
    expect(() => engine.healthChecks.status('all')).toThrow(
      expect.objectContaining({ name: 'InvalidInput' }),
    );
  });
});

describe('R68 the health that DNS answers by', () => {
  it.each([
    ['what is seen', {}, true, true],
    ['what is seen', {}, false, false],
    ['inverted', { Inverted: true }, true, false],
    ['inverted', { Inverted: true }, false, true],
    ['healthy when disabled', { Disabled: true }, false, true],
    ['unhealthy when disabled and inverted', { Disabled: true, Inverted: true }, true, false],
  ])('%s: %o, seen healthy: %s', (_what, config, seen, healthy) => {
    const { healthChecks } = withChecks().engine;
    healthChecks.add('h1', { ...ENDPOINT, ...config });
    healthChecks.setHealthy('h1', seen);
    expect(healthChecks.isHealthy('h1')).toBe(healthy);
  });

  it.each([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ])(
    'of a calculated one with one of two children healthy and a threshold of %d: %s',
    (threshold, healthy) => {
      const { healthChecks } = withChecks('h1', 'h2').engine;
      const config = { Type: 'CALCULATED', HealthThreshold: threshold, ChildHealthChecks: ['h1', 'h2'] };
      healthChecks.add('both', config);
      healthChecks.setHealthy('h2', false);
      expect(healthChecks.isHealthy('both')).toBe(healthy);
    },
  );

  it('changes the answers at once, and calls the listeners', () => {
    const { engine } = engineWith([
      member('legacy', 100, '192.0.2.1', { HealthCheckId: 'h1' }),
      member('cluster', 0, '192.0.2.2'),
    ]);
    engine.healthChecks.add('h1');
    let reported = 0;
    const stop = engine.healthChecks.onChange(() => reported++);
    const answer = () => engine.answer('www.example.com', 'A').answers[0]?.value;
    expect(answer()).toBe('192.0.2.1');
    engine.healthChecks.setHealthy('h1', false);
    expect([answer(), reported]).toEqual(['192.0.2.2', 1]);
    stop();
    engine.healthChecks.setHealthy('h1', true);
    expect([answer(), reported]).toEqual(['192.0.2.1', 1]);
  });
});

describe('R69 a health check that was deleted in use', () => {
  it('leaves its record sets with a health that nobody can say beforehand, and that stays', () => {
    const healthAfter = (seed: number) => {
      const { engine } = engineWith([checked], { random: seededRandom(seed) });
      engine.healthChecks.add('h1');
      engine.healthChecks.delete('h1');
      const first = engine.healthChecks.isHealthy('h1');
      expect(engine.healthChecks.isHealthy('h1')).toBe(first);
      return first;
    };
    const seen = Array.from({ length: 20 }, (_, seed) => healthAfter(seed));
    expect(new Set(seen)).toEqual(new Set([true, false]));
  });
});

describe('R38 the limits of an account', () => {
  it('are fewer for the status of health checks', () => {
    const { engine } = engineWith([], { throttle: true });
    engine.healthChecks.add('h1');
    for (let i = 0; i < 4; i++) engine.healthChecks.status('h1');
    expect(() => engine.healthChecks.status('h1')).toThrow(expect.objectContaining({ name: 'Throttling' }));
    engine.healthChecks.get('h1');
  });
});

describe('R78 listing health checks', () => {
  it('gives them page by page, in the order in which they were made', () => {
    const { healthChecks } = withChecks('c', 'a', 'b').engine;
    const first = healthChecks.list({ maxItems: 2 });
    expect(first.checks.map(({ Id }) => Id)).toEqual(['c', 'a']);
    const second = healthChecks.list({ maxItems: 2, marker: first.next?.Id });
    expect(second.checks.map(({ Id }) => Id)).toEqual(['b']);
    expect(second.next).toBeUndefined();
    expect(healthChecks.list().maxItems).toBe(1000);
  });

  it('refuses a marker of no check', () => {
    const { healthChecks } = withChecks('a').engine;
    expect(() => healthChecks.list({ marker: 'x' })).toThrow(
      expect.objectContaining({ name: 'InvalidInput' }),
    );
  });
});
