import fc from 'fast-check';
import { type GateQuestion, judgeQuorum } from '../../../../../lambdas/masters/domain/gate.ts';
import type { EtcdClusterHealth } from '../../../../../lambdas/masters/domain/members.ts';
import { cases } from '../../../../support/cases.ts';
import { cluster, LIMITS, leaving, question } from './gate-questions.ts';

/** Often enough true for every verdict to come up. */
const mostly = fc.nat(9).map((n) => n > 0);

/** Every size, health and place of the victim, in one or two etcd clusters. A member may be on no instance at all. */
const anyCluster = (check: string): fc.Arbitrary<EtcdClusterHealth> =>
  fc
    .array(fc.record({ healthy: mostly, instance: mostly.map((here) => (here ? 'here' : 'none')) }), {
      minLength: 1,
      maxLength: 9,
    })
    .map((members) => ({
      checks: [check],
      etcdCluster: check,
      members: members.map(({ healthy, instance }, i) => ({
        name: `m${i}`,
        instance: instance === 'here' ? `i-${i}` : '',
        // What is on no instance is not known, so never healthy.
        healthy: healthy && instance === 'here',
        reason: 'x',
      })),
    }));

const anyQuestion: fc.Arbitrary<GateQuestion> = fc.record({
  request: fc.constantFrom('voluntary' as const, 'involuntary' as const),
  victim: fc.record({ instance: fc.nat(9).map((i) => `i-${i}`), running: fc.boolean() }),
  clusters: fc
    .tuple(anyCluster('etcd'), anyCluster('etcd-override-0'), fc.boolean())
    .map(([main, events, both]) => (both ? [main, events] : [main])),
  leaving: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8]).map((some) => some.filter((i) => i > 5).map(leaving)),
  answered: fc.nat(9),
  refused: fc.array(fc.constant('401'), { maxLength: 2 }),
  recovering: mostly.map((none) => (none ? [] : ['i-9'])),
  going: mostly.map((none) => (none ? [] : ['i-9'])),
  newMembers: fc.subarray(['i-1', 'i-2']),
  settledSeconds: fc.nat(240),
  doubtedSeconds: fc.nat(2000),
  heldSeconds: fc.nat(200_000),
  limits: fc.constant(LIMITS),
});

/** Healthy members that are left in a cluster without the victim: counted here by other means than the gate's. */
function leftWithout({ members }: EtcdClusterHealth, victim: string): number {
  let left = 0;
  for (const { healthy, instance } of members) if (healthy && instance !== victim) left += 1;
  return left;
}

const atMost = { numRuns: cases(2000) };

describe('the gate, whatever it is asked', () => {
  it('comes to every verdict on what these tests ask', () => {
    const verdicts = fc
      .sample(anyQuestion, 1000)
      .map((asked) => (asked.victim.running ? `${asked.request} ` : '') + judgeQuorum(asked).verdict);
    expect(new Set(verdicts)).toEqual(
      new Set([
        'gone',
        ...['proceed', 'wait', 'stop'].flatMap((one) => [`voluntary ${one}`, `involuntary ${one}`]),
      ]),
    );
  });

  it('takes no running master down that leaves less than quorum', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { verdict } = judgeQuorum(asked);
        if (verdict !== 'proceed') return;
        for (const one of asked.clusters) {
          const majority = one.members.length / 2;
          expect(leftWithout(one, asked.victim.instance)).toBeGreaterThan(majority);
        }
      }),
      atMost,
    );
  });

  it('takes no running master down by counting on one that is leaving', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7, 8]),
        fc.constantFrom('voluntary' as const, 'involuntary' as const),
        (size, some, request) => {
          const asked = question({
            request,
            clusters: [cluster('+'.repeat(size))],
            leaving: some.map(leaving),
          });
          const staying = size - 1 - some.filter((i) => i < size).length;
          if (staying <= size / 2) expect(judgeQuorum(asked).verdict).not.toBe('proceed');
          else if (request === 'involuntary') expect(judgeQuorum(asked).verdict).toBe('proceed');
        },
      ),
      atMost,
    );
  });

  it('takes none down by request unless every other member is healthy and nobody recovers', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        if (asked.request !== 'voluntary' || judgeQuorum(asked).verdict !== 'proceed') return;
        expect(asked.recovering).toEqual([]);
        for (const { members } of asked.clusters)
          expect(members.filter((one) => !one.healthy && one.instance !== asked.victim.instance)).toEqual([]);
      }),
      atMost,
    );
  });

  it('takes none down beside a new member that is ill or has not settled, for as long as that may take', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { request, newMembers, settledSeconds, heldSeconds, clusters } = asked;
        const isLate = heldSeconds >= LIMITS.joinSeconds + LIMITS.settleSeconds;
        if (request === 'voluntary' || isLate || judgeQuorum(asked).verdict !== 'proceed') return;
        if (newMembers.length > 0) expect(settledSeconds).toBeGreaterThanOrEqual(LIMITS.settleSeconds);
        for (const { members } of clusters)
          for (const id of newMembers)
            expect(members.find(({ instance }) => instance === id)).toMatchObject({ healthy: true });
      }),
      atMost,
    );
  });

  it('ends every question in time: released, gone, or stopped with a page', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        // The same health for as long as it takes: three days are more than AWS ever holds an instance.
        for (let seconds = 0; seconds <= 72 * 3600; seconds += LIMITS.doubtSeconds) {
          const { verdict, page } = judgeQuorum({ ...asked, doubtedSeconds: seconds, heldSeconds: seconds });
          if (verdict === 'wait') continue;
          expect(page === undefined).toBe(verdict !== 'stop');
          return;
        }
        throw new Error('It waits for ever.');
      }),
      { numRuns: cases(200) },
    );
  });

  it('releases whoever it may: a healthy cluster of three or more can always spare one', () => {
    for (let size = 3; size <= 9; size++)
      for (const request of ['voluntary', 'involuntary'] as const)
        expect(judgeQuorum(question({ request, clusters: [cluster('+'.repeat(size))] })).verdict).toBe(
          'proceed',
        );
  });

  it('never releases one because less is known', () => {
    fc.assert(
      fc.property(anyQuestion, fc.nat(8), (asked, which) => {
        const [main, ...rest] = asked.clusters;
        if (!main || judgeQuorum(asked).verdict === 'proceed') return;
        const members = main.members.map((one, i) => (i === which ? { ...one, healthy: false } : one));
        expect(judgeQuorum({ ...asked, clusters: [{ ...main, members }, ...rest] }).verdict).not.toBe(
          'proceed',
        );
      }),
      atMost,
    );
  });

  it('has nothing to decide of a master that runs no more', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        expect(judgeQuorum(asked).verdict === 'gone').toBe(!asked.victim.running);
      }),
    );
  });
});
