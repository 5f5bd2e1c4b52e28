import fc from 'fast-check';
import type { MasterInstance } from '../../../../../../lambdas/shared/contract/masters/view.ts';
import { etcdClustersOf } from '../../../../../../lambdas/shared/domain/masters/members.ts';
import {
  judgeReplacement,
  type VerifyQuestion,
  type VerifyVerdict,
} from '../../../../../../lambdas/shared/domain/masters/verify.ts';
import { groupNamed, successorsOf } from '../../../../../../lambdas/shared/domain/masters/view.ts';
import { groupNameOf, Masters } from '../../../../../support/masters-cluster.ts';

/** `i-a` is gone and `i-new` is in its place, with its volumes, in whatever lifecycle. */
async function replaced(lifecycle = 'InService', make: (masters: Masters) => void = () => {}) {
  const masters = new Masters();
  masters.kill('a');
  masters.launch('a', 'i-new', lifecycle);
  make(masters);
  const [view, health] = [await masters.view(), masters.health()];
  const group = groupNamed(view, groupNameOf('a'));
  if (!group) throw new Error('The group is there.');
  const question: VerifyQuestion = {
    group,
    successors: successorsOf<MasterInstance>(group.instances, 'i-a'),
    supersededBy: '',
    admitted: false,
    leftInHook: '',
    clusters: etcdClustersOf(view, health),
    health,
    targets: await masters.targets.health(group, 'i-new'),
    missing: [],
    passes: 1,
    passedBy: 'i-new',
    waitedSeconds: 0,
    joinSeconds: 1200,
  };
  return question;
}

const inShort = ({ verdict, passes, page }: VerifyVerdict) =>
  page ? `${verdict} ${page.heading}` : `${verdict} ${passes}`;
const late = { waitedSeconds: 1200 };

describe('a replacement', () => {
  it('is verified when all is well, twice in a row', async () => {
    const question = await replaced();
    expect(inShort(judgeReplacement({ ...question, passes: 0 }))).toBe('again 1');
    expect(inShort(judgeReplacement(question))).toBe('verified 2');
  });

  it('is not verified by good looks at another one', async () => {
    const question = await replaced();
    expect(judgeReplacement({ ...question, passes: 7, passedBy: 'i-before' })).toMatchObject({
      verdict: 'again',
      passes: 1,
      passedBy: 'i-new',
    });
  });

  it('is not verified by a load balancer that says nothing', async () => {
    expect(judgeReplacement({ ...(await replaced()), targets: [] })).toMatchObject({
      verdict: 'again',
      reason: 'Not yet: arn:tcp says unknown.',
    });
  });

  it('is admitted from its hook as a healthy member, which no load balancer knows yet', async () => {
    const question = { ...(await replaced('Pending:Wait')), targets: [] };
    expect(inShort(judgeReplacement(question))).toBe('admit 0');
  });

  it.each<[string, string, (masters: Masters) => void, RegExp]>([
    ['is not in service', 'Pending', () => {}, /i-new is Pending, not InService/],
    [
      'is not healthy in a load balancer',
      'InService',
      ({ targets }) => targets.set('arn:tcp', 'i-new', 'initial'),
      /arn:tcp says initial/,
    ],
    [
      'has not all volumes',
      'InService',
      ({ instances }) => instances.attach('vol-main-a', ''),
      /vol-main-a is not attached to i-new;/,
    ],
    [
      'gets a volume',
      'InService',
      ({ instances }) => instances.attach('vol-main-a', 'i-new', 'attaching'),
      /vol-main-a is not attached to i-new but to i-new/,
    ],
    [
      'has not its volume',
      'Pending:Wait',
      ({ instances }) => instances.attach('vol-main-a', 'i-b'),
      /vol-main-b.*but|i-b has the volume/,
    ],
    [
      'is no healthy member',
      'Pending:Wait',
      ({ answers }) => answers.set('i-new', { etcd: false, 'etcd-override-0': true }),
      /i-new says that etcd failed/,
    ],
    [
      'is fine, but another member is not',
      'InService',
      ({ answers }) => answers.delete('i-b'),
      /etcd b: i-b: no answer/,
    ],
    [
      'is fine, but another member fails its events',
      'Pending:Wait',
      ({ answers }) => answers.set('i-c', { etcd: true, 'etcd-override-0': false }),
      /etcd-override-0 c/,
    ],
    ['is gone', 'InService', (masters) => masters.kill('a', 'i-new'), /has no replacement/],
    ['is one too many', 'InService', (masters) => masters.launch('a', 'i-2'), /beside i-new|beside i-2/],
  ])('is looked at again as long as it %s', async (_what, lifecycle, make, reason) => {
    const verdict = judgeReplacement(await replaced(lifecycle, make));
    expect(inShort(verdict)).toBe('again 0');
    expect(verdict.reason).toMatch(reason);
  });

  it.each<[string, (masters: Masters) => void, Partial<VerifyQuestion>]>([
    ['ReplacementNeverJoined', ({ answers }) => answers.delete('i-new'), {}],
    ['QuorumLost', ({ answers }) => [...answers.keys()].slice(1).map((id) => answers.delete(id)), {}],
    ['ReplacementNeverJoined', ({ targets }) => targets.set('arn:tcp', 'i-new', 'initial'), oneRefuses()],
    ['VolumeMissing', () => {}, { missing: ['vol-main-a is gone'] }],
    ['CredentialsRefused', () => {}, { ...refusedBy('i-new'), missing: ['x'] }],
    ['CredentialsRefused', () => {}, { ...refusedBy('i-b'), missing: ['x'] }],
  ])('that never is a member is paged as %s', async (heading, make, overrides) => {
    expect(inShort(judgeReplacement({ ...(await replaced('InService', make)), ...overrides, ...late }))).toBe(
      `stop ${heading}`,
    );
  });

  it('is not verified by what is not known, and not waited for for ever', async () => {
    const question = await replaced();
    const holes = fc.record({
      clusters: fc.subarray([...question.clusters], { maxLength: 0 }),
      targets: fc.constantFrom(question.targets, []),
      members: fc.boolean(),
    });
    fc.assert(
      fc.property(holes, fc.nat(3), ({ clusters, targets, members }, passes) => {
        const empty = question.clusters.map((one) => ({ ...one, members: [] }));
        const asked = { ...question, targets, passes, clusters: members ? empty : clusters, ...late };
        expect(judgeReplacement(asked).verdict).toBe('stop');
      }),
    );
  });
});

/** Another master refuses, and the replacement answers. */
function oneRefuses(): Partial<VerifyQuestion> {
  const answers = { instance: 'i-new', answered: true, etcd: { etcd: true }, reason: 'ok' };
  return { health: [answers, ...(refusedBy('i-b').health ?? [])] };
}

function refusedBy(instance: string): Partial<VerifyQuestion> {
  return { health: [{ instance, answered: false, failure: 'refused', etcd: {}, reason: '401' }] };
}
