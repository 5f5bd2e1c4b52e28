import fc from 'fast-check';
import type { MasterInstance } from '../../../../../lambdas/masters/contract/view.ts';
import { etcdClustersOf } from '../../../../../lambdas/masters/domain/members.ts';
import {
  judgeReplacement,
  type VerifyQuestion,
  type VerifyVerdict,
} from '../../../../../lambdas/masters/domain/verify.ts';
import { groupNamed, successorsOf } from '../../../../../lambdas/masters/domain/view.ts';
import { groupNameOf, Masters } from '../../../../support/masters/masters-cluster.ts';

/** `i-a` is gone and `i-new` is in its place, with its volumes, in whatever lifecycle. */
async function replaced(
  lifecycle = 'InService',
  make: (masters: Masters) => void = () => {},
  names: readonly string[] = ['a', 'b', 'c'],
) {
  const masters = new Masters(names);
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
    inDoubt: [],
    missing: [],
    filled: [],
    passes: 1,
    passedBy: 'i-new',
    waitedSeconds: 0,
    joinSeconds: 1200,
    recoverSeconds: 1800,
  };
  return question;
}

const inShort = ({ verdict, passes, page }: VerifyVerdict) =>
  page ? `${verdict} ${page.heading}` : `${verdict} ${passes}`;
const late = { waitedSeconds: 1200 };

describe('a replacement', () => {
  it('is verified when everything is healthy twice in a row', async () => {
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
      reason: 'Not yet: arn:tcp reports unknown.',
    });
  });

  it('is admitted from its hook as a healthy member, which no load balancer knows yet', async () => {
    const question = { ...(await replaced('Pending:Wait')), targets: [] };
    expect(inShort(judgeReplacement(question))).toBe('admit 0');
  });

  it.each<[string, (masters: Masters) => void, RegExp]>([
    ['is silent', ({ answers }) => answers.delete('i-b'), /etcd b: i-b: no answer/],
    ['is dead', (masters) => masters.kill('b'), /etcd b: its volume vol-main-b is not attached/],
    ['has lost its volume', ({ instances }) => instances.volumes.delete('vol-main-b'), /etcd b: no volume/],
    [
      'fails its events',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': false }),
      /etcd-override-0 b: i-b reports/,
    ],
  ])('is not kept out because another, with quorum, %s: that is named', async (_what, make, named) => {
    for (const waited of [{}, late]) {
      const held = judgeReplacement({ ...(await replaced('Pending:Wait', make)), ...waited });
      expect(inShort(held)).toBe('admit 0');
      expect(held.reason).toMatch(named);
      const serving = judgeReplacement({ ...(await replaced('InService', make)), ...waited });
      expect(inShort(serving)).toBe('verified 2');
      expect(serving.reason).toMatch(named);
    }
  });

  it('says that all members are healthy only where they are', async () => {
    const all = /all members are healthy/;
    expect(judgeReplacement(await replaced()).reason).toMatch(all);
    const less = await replaced('InService', (masters) => masters.kill('b'));
    expect(judgeReplacement(less).reason).not.toMatch(all);
  });

  it('is a member of what its group has volumes of, and of main in any case', async () => {
    const question = await replaced('InService', ({ answers }) =>
      answers.set('i-new', { etcd: true, 'etcd-override-0': false }),
    );
    expect(inShort(judgeReplacement(question))).toBe('again 0');
    const volumesOf = (etcdCluster: string) =>
      question.group.volumes.filter((volume) => volume.etcdCluster === etcdCluster);
    const withoutOwn = question.clusters.map((cluster) => ({
      ...cluster,
      members: cluster.members.filter(({ name }) => name !== 'a'),
    }));
    const only = (etcdCluster: string) => ({
      ...question,
      group: { ...question.group, volumes: volumesOf(etcdCluster) },
      clusters: withoutOwn,
    });
    expect(inShort(judgeReplacement(only('main')))).toBe('again 0');
    expect(judgeReplacement(only('main')).reason).toMatch(/control-plane-a\S* has no member of etcd/);
    const [main, events] = question.clusters;
    if (!main || !events) throw new Error('There are two clusters.');
    // Its group has none of the events' volumes, though its member has the name: that one is taken to be its own.
    const members = events.members.map((one) => (one.name === 'a' ? { ...one, instance: '' } : one));
    const named = { ...only('main'), clusters: [main, { ...events, members }] };
    expect(judgeReplacement(named).reason).toMatch(/^Not yet: etcd-override-0 a: [^.]*\.$/);
    const elsewhere = { ...only('main'), clusters: [main, ...withoutOwn.slice(1)] };
    expect(inShort(judgeReplacement(elsewhere))).toBe('verified 2');
  });

  it('is let in only as a healthy member of each etcd cluster, each with a quorum', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const answer = fc.option(fc.record({ etcd: fc.boolean(), 'etcd-override-0': fc.boolean() }), {
      nil: undefined,
    });
    const answers = fc.tuple(answer, answer, answer, answer, answer);
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom('InService', 'Pending:Wait'), async (said, lifecycle) => {
        const ids = ['i-new', 'i-b', 'i-c', 'i-d', 'i-e'];
        const make = (masters: Masters) => {
          for (const [i, id] of ids.entries()) {
            const one = said[i];
            if (one) masters.answers.set(id, one);
            else masters.answers.delete(id);
          }
        };
        const { verdict } = judgeReplacement(await replaced(lifecycle, make, names));
        // If nobody reports the events, they are not required.
        const checks = (['etcd', 'etcd-override-0'] as const).filter(
          (check) => check === 'etcd' || said.some((one) => one !== undefined),
        );
        const isGood = checks.every(
          (check) => said[0]?.[check] === true && said.filter((one) => one?.[check] === true).length >= 3,
        );
        expect(verdict).toBe(isGood ? (lifecycle === 'InService' ? 'verified' : 'admit') : 'again');
      }),
    );
  });

  it.each<[string, string, (masters: Masters) => void, RegExp]>([
    ['is not in service', 'Pending', () => {}, /i-new is Pending, not InService/],
    [
      'is not healthy in a load balancer',
      'InService',
      ({ targets }) => targets.set('arn:tcp', 'i-new', 'initial'),
      /arn:tcp reports initial/,
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
      /vol-main-b.*but|i-b also has the volume/,
    ],
    [
      'is no healthy member',
      'Pending:Wait',
      ({ answers }) => answers.set('i-new', { etcd: false, 'etcd-override-0': true }),
      /i-new reports that etcd failed/,
    ],
    [
      'fails its events',
      'Pending:Wait',
      ({ answers }) => answers.set('i-new', { etcd: true, 'etcd-override-0': false }),
      /etcd-override-0 a: i-new reports that etcd-override-0 failed/,
    ],
    [
      'is fine, but without quorum',
      'Pending:Wait',
      ({ answers }) => ['i-b', 'i-c'].map((id) => answers.delete(id)),
      /etcd has 1 of 3 members healthy, quorum is 2.*etcd b: i-b: no answer; etcd c: i-c: no answer/,
    ],
    [
      'is fine, but its events are without quorum',
      'InService',
      ({ answers }) => ['i-b', 'i-c'].map((id) => answers.set(id, { etcd: true, 'etcd-override-0': false })),
      /^Not yet: etcd-override-0 has 1 of 3 members healthy/,
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
