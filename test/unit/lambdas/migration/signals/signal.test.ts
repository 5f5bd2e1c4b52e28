import fc from 'fast-check';
import { SIGNAL_WORDS, type SignalWord } from '../../../../../lambdas/migration/contract/signals.ts';
import {
  levelOf,
  type SignalState,
  timeOf,
  withWord,
} from '../../../../../lambdas/migration/domain/signal.ts';
import { followSignals } from '../../../../../lambdas/migration/signals/follow-signals/follow-signals.ts';
import { cases } from '../../../../support/cases.ts';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const SILENCE = 600;
const ago = (seconds: number) => NOW - seconds * 1000;

type Said = readonly [word: SignalWord, at: number];

const stateOf = (events: readonly Said[]) =>
  events.reduce<SignalState>((state, [word, at]) => withWord(state, word, at), {});

it.each<[string, readonly Said[], 0 | 1 | undefined]>([
  ['nothing at all', [], undefined],
  ['a heartbeat', [['heartbeat', ago(SILENCE)]], 0],
  ['a heartbeat that is a millisecond too old', [['heartbeat', ago(SILENCE) - 1]], undefined],
  ['an alarm', [['alarm', ago(1)]], 1],
  [
    'an alarm and heartbeats',
    [
      ['alarm', ago(60)],
      ['heartbeat', ago(1)],
    ],
    1,
  ],
  ['an alarm, and silence since', [['alarm', ago(SILENCE * 9)]], 1],
  [
    'an alarm and a recovery',
    [
      ['alarm', ago(60)],
      ['recovery', ago(59)],
    ],
    0,
  ],
  [
    'an alarm and a recovery at the same time',
    [
      ['alarm', ago(60)],
      ['recovery', ago(60)],
    ],
    1,
  ],
  [
    'a recovery before the alarm',
    [
      ['alarm', ago(60)],
      ['recovery', ago(61)],
    ],
    1,
  ],
  [
    'a recovery, and silence since',
    [
      ['alarm', ago(SILENCE + 9)],
      ['recovery', ago(SILENCE + 1)],
    ],
    undefined,
  ],
])('after %s the level is as it should be', (_, events, level) => {
  expect(levelOf(stateOf(events), NOW, SILENCE)).toBe(level);
});

it('comes to the same in any order, however often each event comes', () => {
  const event = fc.tuple(fc.constantFrom(...SIGNAL_WORDS), fc.integer({ min: ago(2 * SILENCE), max: NOW }));
  const shuffled = fc
    .array(event, { maxLength: 8 })
    .chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: 0 })),
    );
  fc.assert(
    fc.property(shuffled, ([events, others]) => {
      expect(stateOf([...others, ...events.toReversed()])).toEqual(stateOf(events));
    }),
    { numRuns: cases(700) },
  );
});

it('takes no event for one of the future', () => {
  expect(timeOf('2027-03-01T12:00:01Z', NOW)).toBe(NOW);
  expect(timeOf('2027-03-01T11:59:59Z', NOW)).toBe(ago(1));
});

describe('FollowSignals', () => {
  const pattern = { source: ['x'] };
  const signal = (name: string) => ({
    name,
    bus: 'default',
    alarm: pattern,
    recovery: pattern,
    heartbeat: pattern,
    silenceSeconds: SILENCE,
  });

  function followed(known: Readonly<Record<string, SignalState>>) {
    const states = new Map(Object.entries(known));
    const published: (readonly [Readonly<Record<string, number>>, number])[] = [];
    return {
      states,
      published,
      ports: {
        signals: [signal('one'), signal('two')],
        clock: { now: () => NOW },
        log: {
          note: async (name: string, word: SignalWord, at: number) =>
            void states.set(name, withWord(states.get(name) ?? {}, word, at)),
          read: async () => states,
        },
        levels: {
          publish: async (levels: ReadonlyMap<string, 0 | 1>, at: number) =>
            void published.push([Object.fromEntries(levels), at]),
        },
      },
    };
  }

  it('publishes every signal that is known, and is silent of the others', async () => {
    const { ports, published } = followed({ one: { heartbeat: ago(1) } });
    expect(await followSignals(undefined, ports)).toEqual({ levels: { one: 0, two: 'unknown' } });
    expect(published).toEqual([[{ one: 0 }, NOW]]);
  });

  it('publishes an alarm at once', async () => {
    const { ports, published } = followed({ one: { heartbeat: ago(1) } });
    await followSignals({ signal: 'two', word: 'alarm', at: '2027-03-01T11:59:58Z' }, ports);
    expect(published).toEqual([[{ one: 0, two: 1 }, NOW]]);
  });

  it('keeps nothing of a signal that is configured no more', async () => {
    const { ports, states } = followed({});
    await followSignals({ signal: 'gone', word: 'alarm', at: '2027-03-01T11:59:58Z' }, ports);
    expect(states.size).toBe(0);
  });
});
