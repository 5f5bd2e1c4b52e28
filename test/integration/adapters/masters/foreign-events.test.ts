import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { AwsAutoScaling } from '../../../../lambdas/masters/adapters/auto-scaling.ts';
import { Ec2Instances } from '../../../../lambdas/masters/adapters/ec2-instances.ts';
import type { MastersJournal } from '../../../../lambdas/masters/ports/masters-journal.ts';
import { sweepMasters } from '../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import { takeSignal } from '../../../../lambdas/masters/signals/take-signal/take-signal.ts';
import { cases } from '../../../support/cases.ts';
import { mastersControl } from '../../../support/masters/masters-world.ts';
import {
  launchEvent,
  spotEvent,
  stateEvent,
  terminateEvent,
} from '../../../unit/lambdas/masters/signals/take-signal/events.ts';
import { CLUSTER, GROUP_A, OWNED } from '../../../unit/rehearsal/compute/shop-masters.ts';
import { type MastersAccount, mastersAccount } from '../../gateway/masters-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';

const LEAVING = ['shutting-down', 'stopping', 'stopped', 'terminated'];
const OF_EACH = cases(48);

/** Other people's groups: this cluster's nodes, another cluster's masters, and one that kops knows nothing of. */
const OTHERS = [
  { name: `nodes.${CLUSTER}`, tags: { ...OWNED, 'k8s.io/role/node': '1' } },
  {
    name: 'control-plane-us-west-1a.masters.k8s.other.test',
    tags: { KubernetesCluster: 'k8s.other.test', 'k8s.io/role/control-plane': '1' },
  },
  { name: 'web', tags: {} },
].map((group) => ({ ...group, zones: ['us-west-1b'], desired: OF_EACH, max: OF_EACH }));

/** A journal that nobody may ask. */
const UNASKED = new Proxy({} as MastersJournal, {
  get: (_store, method) => {
    throw new Error(`The journal was asked: ${String(method)}`);
  },
});

/** TakeSignal and SweepMasters with the adapters of AWS, before the rehearsed account. */
describe("Events of an account's instances", () => {
  let masters: MastersAccount;
  let clients: { destroy(): void }[];
  let control: ReturnType<typeof worldOf>;

  function worldOf() {
    const client = masters.account.client(FUNCTION_CREDENTIALS);
    const [groups, ec2] = [new AutoScalingClient(client), new EC2Client(client)];
    clients = [groups, ec2];
    const { now, ...rest } = mastersControl('2027-01-04T08:00:00Z');
    return {
      ...rest,
      clock: { now: () => now + masters.seconds() * 1000 },
      autoScaling: new AwsAutoScaling(CLUSTER, groups),
      instances: new Ec2Instances(CLUSTER, ec2),
    };
  }

  beforeEach(async () => {
    masters = await mastersAccount(OTHERS);
    control = worldOf();
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await masters.account.stop();
  });

  const asked = () => masters.account.gateway.calls.all().map(({ operation }) => operation);

  it('that are foreign cost one look at the instance or none, and no listing of groups', async () => {
    const ids = OTHERS.flatMap(({ name }) =>
      Array.from({ length: OF_EACH }, (_, n) => masters.instance(name, n)),
    );
    const events = [
      ...ids.flatMap((id) => LEAVING.map((state) => stateEvent(state, id))),
      ...ids.map((id) => spotEvent(id)),
      ...ids.flatMap((EC2InstanceId, i) => {
        const detail = { EC2InstanceId, AutoScalingGroupName: OTHERS[Math.floor(i / OF_EACH)]?.name };
        return [terminateEvent(detail), launchEvent(detail)];
      }),
    ];
    expect(events.length).toBeGreaterThan(cases(1000));
    const world = { ...control, journal: UNASKED };
    for (const event of events)
      await expect(takeSignal(event, world)).resolves.toMatchObject({ taken: 'ignored' });
    expect(asked()).toEqual(Array.from({ length: 5 * ids.length }, () => 'DescribeInstances'));
  });

  it.each([
    ['its tags', 1800],
    ['it', 3600],
  ])(
    'of a master of which EC2 has forgotten %s open nothing, and the sweep finds that one is missing',
    async (_what, forgottenAfter) => {
      const victim = masters.instance();
      masters.engine.autoScaling.suspendProcesses({
        AutoScalingGroupName: GROUP_A,
        ScalingProcesses: ['Launch'],
      });
      masters.engine.scenario.terminateByUser(victim);
      masters.pass(40 + forgottenAfter);
      await expect(takeSignal(stateEvent('terminated', victim), control)).resolves.toMatchObject({
        taken: 'unknown',
      });
      expect(control.replacements.started).toEqual([]);
      await expect(sweepMasters(control)).resolves.toMatchObject({ missed: 1 });
      expect(control.replacements.started).toEqual([
        'vacant-control-plane-us-west-1a-masters-k8s-shop-test-1',
      ]);
    },
  );
});
