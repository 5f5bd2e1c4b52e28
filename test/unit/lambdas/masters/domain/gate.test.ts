import {
  type GateQuestion,
  type GateVerdict,
  judgeQuorum,
  quorumOf,
} from '../../../../../lambdas/masters/domain/gate.ts';
import { cluster, leaving, question } from './gate-questions.ts';

type Row = readonly [what: string, overrides: Partial<GateQuestion>, verdict: string];

const comesBack = { clusters: [cluster('+-+++')], newMembers: ['i-1'], settledSeconds: 120 };
const late = { doubtedSeconds: 45 };

describe('the gate', () => {
  it.each<Row>([
    ['all are well', {}, 'proceed'],
    ['its own member is ill', { clusters: [cluster('-++')] }, 'proceed'],
    ['another is ill, so the others are no quorum', { clusters: [cluster('++-')] }, 'wait'],
    ['one of five others is ill', { clusters: [cluster('+++-+')] }, 'proceed'],
    ['two of five others are ill', { clusters: [cluster('+++--')] }, 'wait'],
    ['only the events are ill', { clusters: [cluster('+++'), cluster('++-', 'etcd-override-0')] }, 'wait'],
    ['there is no other', { clusters: [cluster('+')] }, 'wait'],
    ['nothing is known', { clusters: [] }, 'wait'],
    ['another that serves is leaving', { leaving: [leaving(1)] }, 'wait'],
    ['one of five others is leaving', { clusters: [cluster('+++++')], leaving: [leaving(1)] }, 'proceed'],
    [
      'two of five others are leaving',
      { clusters: [cluster('+++++')], leaving: [1, 2].map(leaving) },
      'wait',
    ],
    [
      'one is leaving, which is only reported',
      { leaving: [leaving(1)], doubtedSeconds: 900 },
      'wait QuorumAtRisk',
    ],
    ['another is recovered, which the sum would allow', { recovering: ['i-9'] }, 'wait'],
    [
      '… for hours, and nobody is called, for that one calls by itself',
      { recovering: ['i-9'], ...late },
      'wait',
    ],
    ['… until AWS holds it hardly longer', { recovering: ['i-9'], heldSeconds: 29_700 }, 'proceed'],
    ['a member has just come back', { newMembers: ['i-1'], settledSeconds: 119 }, 'wait'],
    ['… and has settled', { newMembers: ['i-1'], settledSeconds: 120 }, 'proceed'],
    ['one of five comes back', { ...comesBack, heldSeconds: 1019 }, 'wait'],
    ['… and is late, so the sum decides', { ...comesBack, heldSeconds: 1020 }, 'proceed'],
    [
      '… and is only in one etcd cluster yet',
      { ...comesBack, clusters: [cluster('+++++'), cluster('+-+++', 'etcd-override-0')] },
      'wait',
    ],
    ['another is held, too', { going: ['i-9'] }, 'proceed'],
    ['the time is over', { clusters: [cluster('++-')], heldSeconds: 29_700 }, 'stop QuorumAtRisk'],
    ['it is over without quorum', { clusters: [cluster('+--')], heldSeconds: 29_700 }, 'stop QuorumLost'],
    ['an operator is to know', { clusters: [cluster('++-')], doubtedSeconds: 900 }, 'wait QuorumAtRisk'],
    ['… but not before', { clusters: [cluster('++-')], doubtedSeconds: 899 }, 'wait'],
    ['quorum is lost, reported sooner', { clusters: [cluster('+--')], ...late }, 'wait QuorumLost'],
    [
      'the token is refused',
      { clusters: [cluster('---')], answered: 0, refused: ['401'], ...late },
      'wait CredentialsRefused',
    ],
    [
      'one refuses, others answer',
      { clusters: [cluster('+--')], refused: ['401'], ...late },
      'wait QuorumLost',
    ],
    ['it runs no more', { victim: { instance: 'i-0', running: false }, clusters: [cluster('---')] }, 'gone'],
  ])('lets a master that AWS terminates wait or releases it: %s', (_what, overrides, expected) => {
    expect(inShort(judgeQuorum(question(overrides)))).toBe(expected);
  });

  it.each<Row>([
    ['all are well', {}, 'proceed'],
    ['its own member is ill', { clusters: [cluster('-++')] }, 'proceed'],
    ['one of five others is ill', { clusters: [cluster('+++-+')] }, 'wait'],
    ['… still', { clusters: [cluster('+++-+')], ...late }, 'stop QuorumAtRisk'],
    ['quorum is lost', { clusters: [cluster('+--')], ...late }, 'stop QuorumLost'],
    ['a single member', { clusters: [cluster('+')] }, 'stop QuorumAtRisk'],
    ['one of two', { clusters: [cluster('++')] }, 'stop QuorumAtRisk'],
    ['another that serves is leaving', { leaving: [leaving(1)] }, 'wait'],
    ['another is recovered', { recovering: ['i-9'] }, 'wait'],
    ['… still', { recovering: ['i-9'], ...late }, 'stop QuorumAtRisk'],
    ['another is held', { going: ['i-9'] }, 'wait'],
    ['… still', { going: ['i-9'], ...late }, 'stop QuorumAtRisk'],
    [
      'refused',
      { clusters: [cluster('---')], answered: 0, refused: ['401'], ...late },
      'stop CredentialsRefused',
    ],
    [
      'nothing would replace it',
      { obstacle: { heading: 'LaunchSuspended', reason: 'x' } },
      'stop LaunchSuspended',
    ],
    ['nothing is known', { clusters: [], ...late }, 'stop QuorumLost'],
    ['it runs no more', { victim: { instance: 'i-0', running: false } }, 'gone'],
  ])('takes a master down by request, or leaves it: %s', (_what, overrides, expected) => {
    expect(inShort(judgeQuorum(question({ request: 'voluntary', ...overrides })))).toBe(expected);
  });

  it('shows its arithmetic, and who is the reason', () => {
    const { arithmetic, reason } = judgeQuorum(
      question({ clusters: [cluster('++-')], leaving: [leaving(1)] }),
    );
    expect(arithmetic).toEqual([
      'etcd (main): 0 of the 2 other members healthy and lasting, quorum of 3 is 2; m1: i-1 goes; m2: no answer.',
    ]);
    expect(reason).toBe(
      'Without it, the members known to be healthy are no quorum. It waits, for 8 h 15 min more at most.',
    );
  });

  it('says of a master that is gone that quorum is lost, when it is', () => {
    const gone = { instance: 'i-0', running: false };
    expect(judgeQuorum(question({ victim: gone, clusters: [cluster('--+')] })).reason).toMatch(
      /Quorum is lost/,
    );
    expect(judgeQuorum(question({ victim: gone, clusters: [cluster('-++')] })).reason).not.toMatch(/lost/);
  });
});

function inShort({ verdict, page, notice }: GateVerdict): string {
  return [verdict, ...[page, notice].flatMap((one) => one?.heading ?? [])].join(' ');
}

describe('a quorum', () => {
  it('is more than half', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map(quorumOf)).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });
});
