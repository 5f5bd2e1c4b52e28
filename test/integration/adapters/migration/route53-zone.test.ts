import { TooManyChanges, type Turns, TurnTooLate } from '../../../../lambdas/migration/adapters/pacer.ts';
import { Route53Zone } from '../../../../lambdas/migration/adapters/route53-zone.ts';
import type { Change, ResourceRecordSet } from '../../../../lambdas/migration/domain/record-set.ts';
import {
  createRoute53Handler,
  type HttpRequest,
  type HttpResponse,
  Route53Engine,
} from '../../../../rehearsal/route53/index.ts';
import {
  type AnsweredClient,
  answered,
  clientOf,
  refused,
} from '../../../support/migration/route53-server.ts';
import { Unpaced } from '../../../support/migration/unpaced.ts';
import { withoutPauses } from '../../../support/without-pauses.ts';

const record = (name: string, value = '192.0.2.1'): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: value }],
});
const change = (Action: Change['Action'], ResourceRecordSet: ResourceRecordSet): Change => ({
  Action,
  ResourceRecordSet,
});

describe('Route53Zone', () => {
  let now = Date.parse('2026-03-01T00:00:00Z');
  let engine: Route53Engine;
  let route53: AnsweredClient;
  let requests: HttpRequest[];
  let loseAnswer = false;
  /** Given in place of the engine's. */
  let answer: HttpResponse | undefined;
  let unpaced: Unpaced;
  const clock = { now: () => now };

  withoutPauses();
  beforeEach(async () => {
    engine = new Route53Engine({
      now: clock.now,
      throttle: false,
      propagation: { minMs: 30_000, maxMs: 30_000 },
    });
    requests = [];
    unpaced = new Unpaced();
    loseAnswer = false;
    answer = undefined;
    const handler = createRoute53Handler(engine);
    route53 = await clientOf((request) => {
      requests.push(request);
      if (answer) return answer;
      const own = handler(request);
      if (!loseAnswer || request.method !== 'POST') return own;
      loseAnswer = false;
      return answered('', 503);
    }, 3);
  });

  afterEach(() => route53.close());

  const zoneBy = (turns: Turns) => new Route53Zone('Z1', { client: route53.client, turns }, clock);
  const zone = () => zoneBy(unpaced);

  it('reads what was requested, field for field, and nothing else', async () => {
    const alias = {
      Name: '\\052.shop.test.',
      Type: 'AAAA',
      SetIdentifier: 'legacy',
      Weight: 3,
      AliasTarget: {
        HostedZoneId: 'Z368ELLRRE2KJ0',
        DNSName: 'x.us-west-1.elb.amazonaws.com.',
        EvaluateTargetHealth: true,
      },
    };
    const txt = { Name: 'shop.test.', Type: 'TXT', TTL: 5, ResourceRecords: [{ Value: '"a" "b"' }] };
    engine.addZone({ id: 'Z1', name: 'shop.test', records: [alias, txt, record('other.shop.test.')] });
    const read = await zone().read(['\\052.shop.test.', 'shop.test.', 'absent.shop.test.']);
    expect(read.filter((r) => r.Type !== 'NS' && r.Type !== 'SOA')).toEqual(
      expect.arrayContaining([alias, txt]),
    );
    expect(read.map((r) => r.Name)).not.toContain('other.shop.test.');
  });

  it('reads no page on that begins with a name which nobody wants', async () => {
    const names = Array.from({ length: 700 }, (_, i) => `n${String(i).padStart(4, '0')}.shop.test.`);
    engine.addZone({ id: 'Z1', name: 'shop.test', records: names.map((name) => record(name)) });
    const read = await zone().read(names.slice(0, 1));
    expect(read.map((r) => r.Name)).toEqual(names.slice(0, 1));
    expect(requests).toHaveLength(1);
  });

  it('finds every name of a zone of many pages in few requests', async () => {
    const names = Array.from({ length: 700 }, (_, i) => `n${i}.shop.test.`);
    engine.addZone({ id: 'Z1', name: 'shop.test', records: names.map((name) => record(name)) });
    const wanted = names.filter((_, i) => i % 2 === 0);
    const read = await zone().read(wanted);
    expect(read.map((r) => r.Name).sort()).toEqual([...wanted].sort());
    expect(requests.length).toBeLessThanOrEqual(4);
    expect(unpaced.taken).toBe(requests.length);
  });

  it('reads on where a page ends inside a name', async () => {
    const members = Array.from({ length: 90 }, (_, i) => ({
      ...record('w.shop.test.'),
      SetIdentifier: `m${i}`,
      Weight: 1,
    }));
    const fillers = Array.from({ length: 250 }, (_, i) => record(`a${i}.shop.test.`));
    engine.addZone({ id: 'Z1', name: 'shop.test', records: [...fillers, ...members] });
    expect(await zone().read(['a0.shop.test.', 'w.shop.test.'])).toHaveLength(91);
  });

  it('swaps, and says when the change is in sync', async () => {
    engine.addZone({ id: 'Z1', name: 'shop.test', records: [record('www.shop.test.')] });
    const result = await zone().swap(
      [change('DELETE', record('www.shop.test.')), change('CREATE', record('www.shop.test.', '192.0.2.2'))],
      'why',
    );
    if (!result.accepted) throw new Error(result.messages.join());
    expect(result.acceptedAt).toBe(new Date(now).toISOString());
    expect(engine.history('Z1').at(-1)?.comment).toBe('why');
    expect(await zone().isInSync(result.changeId)).toBe(false);
    now += 30_000;
    expect(await zone().isInSync(result.changeId)).toBe(true);
    expect(unpaced.taken).toBe(requests.length);
  });

  it('takes a change of which Route 53 doesn’t say that it is in sync for one that isn’t', async () => {
    answer = answered('<GetChangeResponse><ChangeInfo><Id>/change/C1</Id></ChangeInfo></GetChangeResponse>');
    expect(await zone().isInSync('/change/C1')).toBe(false);
  });

  it('gives back a refusal with Route 53’s words, and changes nothing', async () => {
    engine.addZone({ id: 'Z1', name: 'shop.test', records: [record('www.shop.test.')] });
    const before = engine.records('Z1');
    const result = await zone().swap(
      [change('DELETE', record('www.shop.test.', '192.0.2.9')), change('CREATE', record('new.shop.test.'))],
      '',
    );
    expect(result).toEqual({
      accepted: false,
      messages: [expect.stringContaining('do not match the current values')],
    });
    expect(engine.records('Z1')).toEqual(before);
  });

  it('takes a lost answer for a refusal, which only a new read can explain', async () => {
    engine.addZone({ id: 'Z1', name: 'shop.test' });
    loseAnswer = true;
    const result = await zone().swap([change('CREATE', record('www.shop.test.'))], '');
    expect(result).toEqual({ accepted: false, messages: [expect.stringContaining('it already exists')] });
    expect(await zone().read(['www.shop.test.'])).toEqual([record('www.shop.test.')]);
  });

  it('says of each batch how many changes it makes, and of a read none', async () => {
    engine.addZone({ id: 'Z1', name: 'shop.test' });
    const asked: number[] = [];
    const turns: Turns = {
      take: (call, changes = 0) => {
        asked.push(changes);
        return call();
      },
    };
    const counted = zoneBy(turns);
    await counted.swap(
      [change('CREATE', record('a.shop.test.')), change('CREATE', record('b.shop.test.'))],
      '',
    );
    await counted.read(['a.shop.test.']);
    expect(asked).toEqual([2, 0]);
  });

  it('takes a batch that others leave no room for as refused: decided anew, it is smaller', async () => {
    const turns: Turns = {
      take: () => Promise.reject(new TooManyChanges('Rate exceeded; a batch of 40 changes')),
    };
    const crowded = zoneBy(turns);
    await expect(crowded.swap([change('CREATE', record('www.shop.test.'))], '')).resolves.toEqual({
      accepted: false,
      messages: ['TooManyChanges: Rate exceeded; a batch of 40 changes'],
    });
  });

  it.each([
    ['Route 53 does not answer', answered('<ErrorResponse/>', 503), 'Route 53 ListResourceRecordSets in Z1'],
    ['it throttles, and nobody paces', refused(400, 'Throttling', 'Rate exceeded'), 'Rate exceeded'],
  ])('names it transient when %s', async (_what, refusal, message) => {
    answer = refusal;
    await expect(zone().read(['www.shop.test.'])).rejects.toMatchObject({
      name: 'TransientFailure',
      message: expect.stringContaining(message),
    });
  });

  it('names it transient, too, when its turn comes too late', async () => {
    const turns: Turns = { take: () => Promise.reject(new TurnTooLate('the next call in 2 s')) };
    await expect(zoneBy(turns).isInSync('C1')).rejects.toMatchObject({
      name: 'TransientFailure',
      message: 'Route 53 GetChange in Z1: TurnTooLate: the next call in 2 s',
    });
  });

  it('does not take any other refusal for a lost race', async () => {
    await expect(zone().swap([change('CREATE', record('www.shop.test.'))], '')).rejects.toMatchObject({
      name: 'NoSuchHostedZone',
    });
  });
});
