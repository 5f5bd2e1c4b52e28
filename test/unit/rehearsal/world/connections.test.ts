import { assert, constantFrom, integer, property } from 'fast-check';
import { Clients } from '../../../../rehearsal/world/clients.ts';
import type { Connections, Ends } from '../../../../rehearsal/world/connections.ts';
import { breaksConnections, type Health, STEADY } from '../../../../rehearsal/world/load-balancer.ts';
import type { NameServer } from '../../../../rehearsal/world/name-server.ts';
import { cases } from '../../../support/cases.ts';

const MINUTE = 60_000;
const NAMES = ['a.', 'b.'].map((name) => ({ name, popularity: 1 / 2 }));
const YEARS = 1_000_000;
const NONE: Connections = { busy: 0, onError: 0, never: 0, restartHours: YEARS };
/** Where clients are led from this minute on; before, to the cluster. */
const BACK_AT = 100;

const nameServer: NameServer = {
  versionAt: (at) => String(at >= BACK_AT * MINUTE),
  possibleAnswers: (_, family, at) =>
    family === 'A'
      ? [{ endpoint: at >= BACK_AT * MINUTE ? 'legacy.' : 'cluster.', ttlSeconds: 60, share: 1 }]
      : [],
};

function ends({
  seconds,
  breaksFrom = Number.POSITIVE_INFINITY,
}: {
  seconds: number;
  breaksFrom?: number;
}): Ends {
  return {
    lifetimeMs: (endpoint) => (endpoint === 'cluster.' ? seconds * 1000 : Number.POSITIVE_INFINITY),
    breaksAt: (endpoint, at) => endpoint === 'cluster.' && at >= breaksFrom * MINUTE,
  };
}

/** By minute, the cluster's part of all requests. */
function shares(
  connections: Connections | undefined,
  ends: Ends,
  until: number,
  seed = 5,
): readonly number[] {
  const clients = new Clients({ seed, resolvers: 60, names: NAMES, connections, ends });
  return Array.from({ length: until }, (_, minute) => {
    const demand = clients.live(minute * MINUTE, nameServer);
    return [...(demand.went.get('cluster.') ?? [])].reduce((sum, part) => sum + part, 0);
  });
}

/** What clients without connections leave at a minute, because their resolvers hold the answer. */
const cached = shares(undefined, ends({ seconds: 1 }), 400);
const tail = (all: readonly number[], minute: number) => (all[minute] ?? 0) - (cached[minute] ?? 0);

describe('clients that keep connections', () => {
  it.each([60, 300, 3600, 7200])(
    'of which the load balancer ends each after %d s are gone by then, and not much before',
    (seconds) => {
      const kept = shares({ ...NONE, busy: 0.5 }, ends({ seconds }), 400);
      const last = BACK_AT + seconds / 60;
      const half = Math.floor(BACK_AT + seconds / 120);
      // Some open theirs anew at a resolver that still has the old answer: half of all at most, as all do.
      for (let minute = last; minute < 400; minute++)
        expect(kept[minute] ?? 1).toBeLessThanOrEqual(
          (cached[Math.max(BACK_AT, minute - seconds / 60)] ?? 0) + 1e-9,
        );
      if (seconds > 60) {
        expect(tail(kept, half)).toBeGreaterThan(0.1);
        expect(tail(kept, half)).toBeLessThan(0.4);
      }
    },
  );

  it('without a bound stay until they start again, the last one after one and a half of the mean', () => {
    const endless = ends({ seconds: Number.POSITIVE_INFINITY });
    const forEver = shares({ ...NONE, busy: 0.5 }, endless, 400);
    expect(tail(forEver, 399)).toBeGreaterThan(0.45);
    const restarting = shares({ ...NONE, busy: 1, restartHours: 1 }, endless, 400);
    expect(restarting[BACK_AT + 30] ?? 0).toBeGreaterThan(0.4);
    expect(restarting[BACK_AT + 30] ?? 1).toBeLessThan(0.7);
    expect(restarting[BACK_AT + 90] ?? 1).toBeLessThanOrEqual(cached[BACK_AT] ?? 0);
  });

  it.each<[keyof Connections, boolean]>([
    ['busy', true],
    ['onError', true],
    ['never', false],
  ])('ask again if theirs breaks: %s %s', (kind, isGone) => {
    const endless = ends({ seconds: Number.POSITIVE_INFINITY, breaksFrom: BACK_AT + 30 });
    const kept = shares({ ...NONE, [kind]: 0.5 }, endless, 400);
    expect(tail(kept, BACK_AT + 29)).toBeGreaterThan(0.4);
    if (isGone) expect(Math.abs(tail(kept, BACK_AT + 200))).toBeLessThan(0.01);
    else expect(tail(kept, BACK_AT + 200)).toBeGreaterThan(0.4);
  });

  it('are counted apart as long as nothing but a connection leads them there', () => {
    const heldBack = (connections: Connections, seconds: number) => {
      const options = { seed: 5, resolvers: 60, names: NAMES, connections, ends: ends({ seconds }) };
      const clients = new Clients(options);
      return Array.from({ length: 400 }, (_, minute) => {
        const { heldBack: held } = clients.live(minute * MINUTE, nameServer);
        return held.get('cluster.') ?? 0;
      });
    };
    const kept = heldBack({ ...NONE, busy: 0.5 }, 3600);
    expect(kept.slice(0, BACK_AT).every((part) => part === 0)).toBe(true);
    expect(kept[BACK_AT]).toBeGreaterThan(0.35);
    expect(kept.findLastIndex((part) => part > 0)).toBeGreaterThan(BACK_AT + 55);
    expect(kept.findLastIndex((part) => part > 0)).toBeLessThan(BACK_AT + 60);
    // Who keeps the address does so without any connection, and a connection of a minute is over when the next one begins.
    for (const none of [heldBack({ ...NONE, onError: 0.5 }, 3600), heldBack({ ...NONE, busy: 0.5 }, 60)])
      expect(Math.max(...none)).toBe(0);
  });

  it('who keep the address are not led elsewhere by the load balancer that closes', () => {
    for (const kind of ['onError', 'never'] as const)
      expect(tail(shares({ ...NONE, [kind]: 0.5 }, ends({ seconds: 60 }), 400), 399)).toBeGreaterThan(0.45);
  });

  it('ask again each minute for a name without an answer, also if they never do otherwise', () => {
    const clients = new Clients({ seed: 5, resolvers: 9, names: NAMES, connections: { ...NONE, never: 1 } });
    const nothingUntil = (minute: number): NameServer => ({
      versionAt: (at) => String(at < minute * MINUTE),
      possibleAnswers: (name, family, at) =>
        at < minute * MINUTE ? [] : nameServer.possibleAnswers(name, family, at),
    });
    expect([...clients.live(0, nothingUntil(3)).went.keys()]).toEqual(['']);
    expect([...clients.live(4 * MINUTE, nothingUntil(3)).went.keys()]).toEqual(['cluster.']);
  });

  it('send all their requests, whatever part they are, and are the same again if lived again', () => {
    const part = integer({ min: 0, max: 33 }).map((percent) => percent / 100);
    const seconds = constantFrom(60, 900, Number.POSITIVE_INFINITY);
    assert(
      property(
        part,
        part,
        part,
        seconds,
        integer(),
        integer({ min: 1, max: 30 }),
        (busy, onError, never, s, seed, ahead) => {
          const options = {
            ...{ seed, resolvers: 12, names: NAMES },
            connections: { busy, onError, never, restartHours: 2 },
            ends: ends({ seconds: s, breaksFrom: BACK_AT + 5 }),
          };
          const [one, other] = [new Clients(options), new Clients(options)];
          for (let minute = BACK_AT - 10; minute < BACK_AT + 20; minute++) {
            if (minute % 7 === 0) {
              const held = one.held();
              for (let n = 0; n < ahead; n++) one.live((minute + n) * MINUTE, nameServer);
              one.restore(held);
            }
            const demand = one.live(minute * MINUTE, nameServer);
            expect(demand).toEqual(other.live(minute * MINUTE, nameServer));
            const all = [...demand.went.values()].flatMap((parts) => [...parts]);
            expect(all.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
          }
        },
      ),
      { numRuns: cases(200) },
    );
  });
});

it.each<['application' | 'classic' | 'network', Health, boolean]>([
  ['application', { ...STEADY, reset: 1, refused: 1, unanswered: 1 }, false],
  ['classic', { ...STEADY, reset: 1 }, false],
  ['network', STEADY, false],
  ['network', { ...STEADY, failing: 1 }, false],
  ['network', { ...STEADY, reset: 0.1 }, true],
  ['network', { ...STEADY, turnedAway: 0.1 }, true],
  ['network', { ...STEADY, refused: 0.1 }, true],
  ['network', { ...STEADY, unanswered: 0.1 }, true],
])('connections break: %s %j %s', (family, health, breaks) => {
  expect(breaksConnections({ family, health: () => health }, 0)).toBe(breaks);
});
