import type { Evidence } from '../../../../../rehearsal/checks/migration/evidence.ts';
import { tailAsPredicted, tailOf } from '../../../../../rehearsal/checks/migration/tails.ts';

const FROM = Date.parse('2027-03-03T00:02:02Z');
const MINUTE = 60_000;
const BEGIN = Date.parse('2027-03-03T00:00:00Z');

/** @param lastHeld minute after the begin in which the last request came over a connection @param told seconds */
function evidence(lastHeld: number, told: number | undefined): Evidence {
  const until = new Date(FROM + (told ?? 0) * 1000).toISOString();
  const body =
    told === undefined
      ? "- Keep the cluster's ingress running until it gets no more requests: resolvers may cache …"
      : `- Keep the cluster's ingress running until ${until}: resolvers may cache its address until 2027-03-03T00:02:02Z, and connections that are opened by then may last 1 h.`;
  const minutes = Array.from({ length: 120 }, (_, i) => ({
    at: BEGIN + i * MINUTE,
    heldBack: new Map<string, number>(i <= lastHeld ? [['app/k8s/1', 3]] : [['app/other/1', 3]]),
  }));
  return {
    situation: { mails: [{ at: 0, subject: 'shop: rolled back, legacy serves', body }] },
    scene: { platforms: { cluster: { id: 'app/k8s/1' } }, world: { minutes } },
  } as unknown as Evidence;
}

describe('how long open connections led clients to the cluster', () => {
  const check = tailAsPredicted(3660, 60);

  it.each<[string, number, number | undefined, readonly string[]]>([
    ['as long as was said', 61, 3660, []],
    ['nearly so', 50, 3660, []],
    ['a minute longer, as the world lives by minutes', 62, 3660, []],
    ['longer', 64, 3660, ['it took 1 h 2 min']],
    ['much shorter', 20, 3660, ['the last one ended after 18 min 58 s']],
    ['as long, but something else was said', 61, 7260, ['the notification said 2 h 1 min']],
    ['as long, but no end was said', 61, undefined, ['the notification did not say how long']],
  ])('%s', (_, lastHeld, told, contradictions) => {
    expect(check.contradictions(evidence(lastHeld, told))).toEqual(contradictions);
  });

  it('is nothing where none was open', () => {
    const tail = tailOf(evidence(-1, 120));
    expect(tail).toMatchObject({ from: FROM, measured: FROM, predicted: FROM + 120_000 });
  });
});
