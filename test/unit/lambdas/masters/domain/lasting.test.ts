import fc from 'fast-check';
import { longestHoldSeconds } from '../../../../../lambdas/masters/domain/heartbeat.ts';
import { leavingOf } from '../../../../../lambdas/masters/domain/lasting.ts';
import { buildView } from '../../../../../lambdas/masters/domain/view.ts';
import {
  groupOf,
  instanceOf,
  replacementOf,
  someMastersSettings,
} from '../../../../support/masters/masters.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const SETTINGS = someMastersSettings({ heartbeatSeconds: 300 });
const LONGEST = longestHoldSeconds(SETTINGS.heartbeatSeconds);
/** Volumes, launch and joining. */
const REPLACEMENT = 600 + 900 + 900;

/** Who does not last, by the word of `victim`, where each master has been held for so many seconds. */
function leaving(held: readonly number[], victim: number, settings = SETTINGS): readonly string[] {
  const ids = held.map((_, i) => `i-${i}`);
  const found = {
    at: ago(0),
    groups: ids.map((id) => groupOf(`g-${id}`, { [id]: 'Terminating:Wait' })),
    instances: ids.map((id) => instanceOf(id, 'running')),
    volumes: [],
  };
  const kept = held.map((seconds, i) => {
    const id = `i-${i}`;
    const wait = { hook: 'h', transition: 'terminating', lastHeartbeat: ago(0), completed: false } as const;
    return [id, replacementOf(id, { actions: { [id]: { ...wait, since: ago(seconds) } } })] as const;
  });
  return leavingOf({
    view: buildView(found),
    victim: `i-${victim}`,
    heldSeconds: held[victim] ?? 0,
    kept: new Map(kept),
    warnings: {},
    now: NOW,
    settings,
  }).map(({ instance }) => instance);
}

describe('a master that waits in its hook', () => {
  it.each([
    ['as long as a replacement takes', LONGEST - REPLACEMENT, 0, true],
    ['a second less, and the victim much longer', LONGEST - REPLACEMENT + 1, 0, false],
    ['half as long as the victim', LONGEST - 60, LONGEST - 120, true],
    ['less than half as long as the victim', LONGEST - 59, LONGEST - 120, false],
    ['not for a second more, as the victim', LONGEST, LONGEST, true],
  ])('can be counted on if it may wait for %s', (_what, other, victim, lasts) => {
    expect(leaving([victim, other], 0)).toEqual(lasts ? [] : ['i-1']);
  });

  it('lasts as long as a replacement takes whose volume etcd-manager fills, where it does so', () => {
    const held = LONGEST - REPLACEMENT - SETTINGS.recoverSeconds;
    const by = (kopsVersion: string, seconds: number) =>
      leaving([0, seconds], 0, { ...SETTINGS, kopsVersion });
    expect(by('1.36', held)).toEqual([]);
    expect(by('1.36', held + 1)).toEqual(['i-1']);
    expect(by('1.35', LONGEST - REPLACEMENT)).toEqual([]);
  });

  it('never waits for ever for others that wait: who has the least time left counts on all of them', () => {
    const paces = fc.record({
      heartbeatSeconds: fc.integer({ min: 30, max: 7200 }),
      volumeSeconds: fc.integer({ min: 60, max: 21_600 }),
      launchSeconds: fc.integer({ min: 60, max: 21_600 }),
      joinSeconds: fc.integer({ min: 60, max: 21_600 }),
      recoverSeconds: fc.integer({ min: 60, max: 21_600 }),
      kopsVersion: fc.constantFrom('1.35', '1.36'),
    });
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(paces, shares, (pace, parts) => {
        const settings = someMastersSettings(pace);
        const held = parts.map((part) => Math.floor(part * longestHoldSeconds(pace.heartbeatSeconds)));
        const first = held.indexOf(Math.max(...held));
        expect(leaving(held, first, settings)).toEqual([]);
      }),
    );
  });
});

describe('a master in service', () => {
  it('lasts as long as nobody warns of it', () => {
    const view = buildView({
      at: ago(0),
      groups: [groupOf('g', { 'i-1': 'InService' })],
      instances: [instanceOf('i-1', 'running')],
      volumes: [],
    });
    const asked = { view, victim: 'i-0', heldSeconds: 0, kept: new Map(), now: NOW, settings: SETTINGS };
    expect(leavingOf({ ...asked, warnings: {} })).toEqual([]);
    expect(leavingOf({ ...asked, warnings: { 'i-0': ago(1), 'i-1': ago(300) } })).toEqual([]);
    expect(leavingOf({ ...asked, warnings: { 'i-1': ago(299) } })).toEqual([
      { instance: 'i-1', reason: expect.stringContaining('is about to be interrupted') },
    ]);
  });
});
