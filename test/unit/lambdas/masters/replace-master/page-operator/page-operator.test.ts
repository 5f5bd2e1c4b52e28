import { PAGES, type PageHeading } from '../../../../../../lambdas/masters/contract/states.ts';
import type { Replacement } from '../../../../../../lambdas/masters/domain/replacement.ts';
import type { TargetPlaces } from '../../../../../../lambdas/masters/domain/target.ts';
import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { pageOperator } from '../../../../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import { sweepMasters } from '../../../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import { finishPage } from '../../../../../../lambdas/masters/steps/page.ts';
import { GROUP_A, MASTER_A, MASTER_B, replacementOf } from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const page = {
  heading: PAGES.volumeStuck,
  reason: 'vol-1 (main) is busy at it, which EC2 calls terminated.',
};

async function holding() {
  const world = mastersControl();
  world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
  const payload = await world.begin(replacementOf(MASTER_A, { origin: 'Terminate event' }));
  await acquireLease(payload, world);
  return { world, payload: { ...payload, page } };
}

describe('PageOperator', () => {
  it('pages the replacement, breaks the lease and sends the page once, however often it is called', async () => {
    const { world, payload } = await holding();
    for (let i = 0; i < 3; i++) await pageOperator(payload, world);
    expect(await world.kept(MASTER_A)).toMatchObject({
      status: 'paged',
      page,
      statusAt: '2026-03-01T10:00:00Z',
    });
    expect(await world.lease()).toEqual({
      fencing: 1,
      recovering: [],
      broken: { replacement: MASTER_A, at: '2026-03-01T10:00:00Z', page },
    });
    expect(world.topic.published).toHaveLength(1);
  });

  it('says what was seen, why it matters, what to do, and the inputs to Decide as they are', async () => {
    const { world, payload } = await holding();
    await pageOperator(payload, world);
    expect(world.topic.published).toMatchInlineSnapshot(`
[
  {
    "body": "The replacement of i-0aaaaaaaaaaaaaaa1 (control-plane-us-west-1a.masters.k8s.shop.test) of cluster k8s.shop.test (account 111122223333, us-west-1) has stopped.
- First reported at 2026-03-01T10:00:00Z: Terminate event.

What was seen
- vol-1 (main) is busy at it, which EC2 calls terminated.

Why it matters
- The replacement needs the volume to be the same etcd member. It cannot join before the volume is free.
- Until you decide, this software releases and terminates no running master. Masters that die are still replaced. The wait of a master in its hook is extended for as long as AWS allows.

What to do next
- Check the volume and its instance in EC2. An instance that hangs while it shuts down can take long.
- Once EC2 says that the instance has terminated but the volume is still attached, answer detach. Never detach a volume from a running instance.
- Then start the state machine shop-masters-Decide with one of these inputs. The reason is required and recorded.
- {"decision":"retry","reason":"…","replacement":"i-0aaaaaaaaaaaaaaa1"} continues the replacement from its present state in AWS.
- {"decision":"detach","reason":"…","replacement":"i-0aaaaaaaaaaaaaaa1"} does the same, and force-detaches the stuck volumes, once, if their instance has terminated.
- {"decision":"dismiss","reason":"…","replacement":"i-0aaaaaaaaaaaaaaa1"} leaves this replacement to you. Other masters are replaced again. If this master waits in its hook, its wait is no longer extended.

Links
- Replacement: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster:i-0aaaaaaaaaaaaaaa1-1
- Decide: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/statemachines/view/arn%3Aaws%3Astates%3Aus-west-1%3A111122223333%3AstateMachine%3Ashop-masters-Decide
- Runbook: https://runbook.shop.test/cutover#volumestuck
",
    "subject": "shop-masters: VolumeStuck: i-0aaaaaaaaaaaaaaa1 needs your decision",
  },
]
`);
  });

  it('offers a forced detach for a stuck volume only', async () => {
    const { world, payload } = await holding();
    await pageOperator({ ...payload, page: { heading: 'NoCapacity', reason: 'none' } }, world);
    expect(world.topic.published[0]?.body).not.toContain('detach');
  });

  it.each(Object.values(PAGES))('has words for %s', async (heading) => {
    const { world, payload } = await holding();
    await pageOperator({ ...payload, page: { heading, reason: 'seen' } }, world);
    expect(world.topic.published[0]?.subject).toBe(
      `shop-masters: ${heading}: ${MASTER_A} needs your decision`,
    );
    expect(world.topic.published[0]?.body).toContain(`#${heading.toLowerCase()}`);
  });

  const UPDATE =
    /kops update cluster --yes, during an upgrade only with --instance-group-roles=control-plane/;

  it.each<[PageHeading, RegExp]>([
    ['NoCapacity', UPDATE],
    ['LaunchFailed', UPDATE],
    ['GroupGone', UPDATE],
    ['VolumeMissing', /no second volume has the same etcd tag/],
    ['VolumeMissing', /Never use a volume made from a snapshot/],
    ['VolumeMissing', /From kops 1\.36 on, etcd-manager can fill an empty volume/],
  ])('says of %s %s', async (heading, words) => {
    const { world, payload } = await holding();
    await pageOperator({ ...payload, page: { heading, reason: 'seen' } }, world);
    expect(world.topic.published[0]?.body).toMatch(words);
  });

  it('sends the page later if the first try could not', async () => {
    const { world, payload } = await holding();
    world.topic.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(pageOperator(payload, world)).rejects.toMatchObject({ name: 'TransientFailure' });
    await pageOperator(payload, world);
    expect(world.topic.published).toHaveLength(1);
  });

  describe('with a master that was drained', () => {
    const marks = { draining: '2026-03-01T09:59:00Z' };
    async function drained(lifecycle: string, state = 'running', kept: Partial<Replacement> = { marks }) {
      const world = mastersControl();
      world.setGroup(GROUP_A, { [MASTER_A]: lifecycle });
      world.setState(MASTER_A, state);
      const payload = await world.begin(replacementOf(MASTER_A, { request: 'voluntary', ...kept }));
      return { world, payload: { ...payload, page: { ...page, heading: PAGES.replacementFailed } } };
    }

    it('puts it back into its load balancers once, if it stays, after the page was sent', async () => {
      const { world, payload } = await drained('InService');
      world.targets.register = async (_places, instance) => {
        world.targets.calls.push(`register ${instance}, ${world.topic.published.length} sent`);
      };
      for (let i = 0; i < 2; i++) await pageOperator(payload, world);
      expect(world.targets.calls).toEqual([`register ${MASTER_A}, 1 sent`]);
      expect(await world.kept(MASTER_A)).toMatchObject({ status: 'paged', marks: {} });
    });

    it('puts it back where it was taken out alone: the rest was denied, and would be again', async () => {
      const { world, payload } = await drained('InService');
      const places = { targetGroupArns: ['arn:own', 'arn:denied'], loadBalancers: ['own', 'denied'] };
      world.setGroup(GROUP_A, { [MASTER_A]: 'InService' }, places);
      for (const place of ['arn:denied', 'denied']) world.targets.set(place, MASTER_A, 'healthy');
      world.targets.set('arn:own', MASTER_A, 'draining');
      const asked: TargetPlaces[] = [];
      world.targets.register = async ({ targetGroupArns, loadBalancers }) => {
        asked.push({ targetGroupArns, loadBalancers });
      };
      await pageOperator(payload, world);
      expect(asked).toEqual([{ targetGroupArns: ['arn:own'], loadBalancers: ['own'] }]);
      expect((await world.kept(MASTER_A))?.marks).toEqual({});
    });

    it('puts it back by a second try, or by the sweep, where load balancers could not be asked', async () => {
      const { world, payload } = await drained('InService');
      const failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
      const { register } = world.targets;
      world.targets.register = async () => {
        throw failure;
      };
      await expect(pageOperator(payload, world)).rejects.toBe(failure);
      expect(world.topic.published).toHaveLength(1);
      world.targets.register = register;
      world.replacements.end(payload.run.name);
      await sweepMasters(world);
      expect(world.targets.calls).toEqual([`register ${MASTER_A}`]);
      expect(await world.kept(MASTER_A)).toMatchObject({ status: 'paged', marks: {} });
      expect(world.topic.published).toHaveLength(1);
    });

    it.each([
      ['that Auto Scaling takes down', 'Terminating:Wait', 'running', { marks }],
      ['that is being terminated', 'Terminating', 'running', { marks }],
      ['that runs no more', 'InService', 'shutting-down', { marks }],
      ['that somebody took out of service', 'Standby', 'running', { marks }],
      ['that it did not take out', 'InService', 'running', { marks: {} }],
    ])('leaves one as it is %s', async (_what, lifecycle, state, kept) => {
      const { world, payload } = await drained(lifecycle, state, kept);
      await pageOperator(payload, world);
      expect(world.targets.calls).toEqual([]);
      expect((await world.kept(MASTER_A))?.marks).toEqual(kept.marks);
    });

    it('leaves it to the next attempt, once a person has decided', async () => {
      const { world, payload } = await drained('InService');
      await world.keep(replacementOf(MASTER_A, { request: 'voluntary', marks, attempt: 2 }));
      await pageOperator(payload, world);
      expect(world.targets.calls).toEqual([]);
    });
  });

  it('keeps the lease broken by the first of two pages', async () => {
    const { world, payload } = await holding();
    const b = await world.begin(replacementOf(MASTER_B));
    await pageOperator(payload, world);
    await pageOperator({ ...b, page: { heading: 'NoCapacity', reason: 'none' } }, world);
    expect((await world.lease()).broken?.replacement).toBe(MASTER_A);
    expect(world.topic.published).toHaveLength(2);
  });

  it('finishes no page that a person has decided meanwhile', async () => {
    const { world } = await holding();
    await world.keep(replacementOf(MASTER_A, { attempt: 2 }));
    const decided = replacementOf(MASTER_A, { status: 'paged', page });
    await expect(finishPage(decided, world)).resolves.toBe(false);
    expect((await world.lease()).broken).toBeUndefined();
    expect(world.topic.published).toEqual([]);
  });

  it.each([
    ['a later attempt', replacementOf(MASTER_A, { attempt: 2 })],
    ['what is replaced', replacementOf(MASTER_A, { status: 'replaced' })],
    ['what a person dismissed', replacementOf(MASTER_A, { status: 'dismissed' })],
  ])('does not page over %s', async (_what, kept) => {
    const { world, payload } = await holding();
    await world.keep(kept);
    const { summary } = await pageOperator(payload, world);
    expect(summary).toContain('pages nobody');
    expect(await world.kept(MASTER_A)).toEqual(kept);
    expect((await world.lease()).broken).toBeUndefined();
    expect(world.topic.published).toEqual([]);
  });
});
