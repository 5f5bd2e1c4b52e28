import { planRoll } from '../../../../../../lambdas/masters/roll-masters/plan-roll/plan-roll.ts';
import { GROUP_A, GROUP_B, GROUP_C, MASTER_A, MASTER_B } from '../../../../../support/masters/masters.ts';
import { mastersControl, seenBeforePlan } from '../../../../../support/masters/masters-world.ts';

const RUN = { name: 'new', arn: 'arn:new', startedAt: '2026-03-01T10:00:00Z' };
const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup';
const [TAGGED, UNTAGGED] = [`${ELB}/api/0123456789abcdef`, `${ELB}/old/0123456789abcdef`];

/** The second group is in a target group and in a classic load balancer without the tag; each other one is not. */
function world() {
  const control = Object.assign(mastersControl(RUN.startedAt), {
    executions: { isRunning: async () => false },
  });
  control.setGroup(GROUP_A, { [MASTER_A]: 'InService' }, { targetGroupArns: [TAGGED] });
  control.setGroup(
    GROUP_B,
    { [MASTER_B]: 'InService' },
    { targetGroupArns: [TAGGED, UNTAGGED], loadBalancers: ['api-k8s'] },
  );
  control.placeTags = [
    { kind: 'target group', place: TAGGED, tags: { KubernetesCluster: 'k8s.shop.test' } },
    { kind: 'target group', place: UNTAGGED, tags: {} },
    { kind: 'classic load balancer', place: 'api-k8s', tags: { Name: 'api' } },
  ];
  return control;
}

async function plan(of: ReturnType<typeof world>, input: object) {
  return await planRoll({ run: RUN, input, ...(await seenBeforePlan(of)) }, of);
}

describe('a roll of masters that no function may take out of their load balancers', () => {
  it.each([{}, { groups: [GROUP_B] }])('by %j is refused, with all that is wrong', async (input) => {
    const of = world();
    await expect(plan(of, input)).rejects.toMatchObject({
      name: 'TargetsUntagged',
      message: expect.stringMatching(
        /^The target group \S+targetgroup\/old\S+ lacks the tag .* The classic load balancer api-k8s lacks the tag .*Nothing was begun\. Runbook: \S+#targetsuntagged$/,
      ),
    });
    expect(await of.journal.roll()).toBeUndefined();
  });

  it('is reported by a dry run', async () => {
    const { summary, untagged } = await plan(world(), { dryRun: true });
    expect(summary).toContain('3 masters of 3');
    expect(untagged).toContain(`The target group ${UNTAGGED} lacks the tag`);
    expect(untagged).toContain('The classic load balancer api-k8s lacks the tag');
    expect(untagged).not.toContain(TAGGED);
  });

  it('is begun where only others are', async () => {
    const of = world();
    expect(await plan(of, { groups: [GROUP_A, GROUP_C] })).toMatchObject({ untagged: '' });
    expect((await of.journal.roll())?.value.masters).toHaveLength(2);
  });

  it('is gone on with once it has none of those left to replace', async () => {
    const of = world();
    const masters = [
      { group: GROUP_A, instance: MASTER_A, status: 'waiting' },
      { group: GROUP_B, instance: MASTER_B, status: 'replaced' },
    ] as const;
    await of.journal.putRoll(undefined, {
      ...{ startedAt: RUN.startedAt, execution: 'arn:old', executionStartedAt: RUN.startedAt },
      ...{ masters, status: 'stopped', reason: 'there was a doubt' },
    });
    expect(await plan(of, {})).toMatchObject({ untagged: '' });
    expect((await of.journal.roll())?.value).toMatchObject({ status: 'rolling', execution: RUN.arn });
  });

  it('is begun where the configuration names the places', async () => {
    const of = world();
    of.settings = {
      ...of.settings,
      untagged: { targetGroups: [`${ELB}/old/*`], loadBalancers: ['api-k8s'] },
    };
    expect(await plan(of, {})).toMatchObject({ untagged: '' });
    expect((await of.journal.roll())?.value.masters).toHaveLength(3);
  });

  it('is not begun while nobody knows', async () => {
    const of = world();
    of.targetTags.of = async () => {
      throw Object.assign(new Error('Rate exceeded'), { name: 'TransientFailure' });
    };
    await expect(plan(of, {})).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(await of.journal.roll()).toBeUndefined();
  });
});
