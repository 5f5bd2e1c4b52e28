import { START } from '../../../../../rehearsal/estate/home.ts';
import { HostCounts } from '../../../../../rehearsal/scenes/migration/healthy-hosts.ts';
import { machinesOf } from '../../../../../rehearsal/scenes/migration/machines.ts';
import { checked } from '../../../../../rehearsal/snapshot/open.ts';
import { CLUSTER_ID, HOME, LEGACY_ID } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const ZONES = ['us-west-1a', 'us-west-1c'];
const LEGACY = { id: LEGACY_ID, family: 'classic', zones: ZONES } as const;
const CLUSTER = { id: CLUSTER_ID, family: 'application', zones: ZONES } as const;
const HOUR = 3_600_000;

function shopMachines(snapshot = shopSnapshot()) {
  let now = START;
  const machines = machinesOf(snapshot, HOME, { seed: 1, now: () => now });
  const counts = new HostCounts(machines);
  return {
    machines,
    healthy: (balancer: typeof LEGACY | typeof CLUSTER) => {
      counts.forget();
      return counts.of(balancer).map(({ healthy }) => [...healthy.values()]);
    },
    later: (ms: number) => {
      now += ms;
      machines.advanceTo(now);
    },
  };
}

describe('the machines of a snapshot', () => {
  it('are registered where the snapshot has them, with the ids that it has', () => {
    const { machines, healthy } = shopMachines();
    expect(healthy(LEGACY)).toEqual([[3, 3]]);
    expect(healthy(CLUSTER)).toEqual([[5, 4]]);
    const { InstanceStates } = machines.targets.describeInstanceHealth({ LoadBalancerName: LEGACY_ID });
    expect(InstanceStates.map(({ InstanceId }) => InstanceId)).toContain('i-0a11e9ac00000001');
    expect(machines.lookAhead(START + 24 * HOUR)).toBeUndefined();
  });

  it('do not count if they are not healthy in the snapshot', async () => {
    const path = '111122223333/us-west-1/elb/describe-instance-health/legacy-shop.json';
    const text = JSON.stringify(shopSnapshot().files.get(path));
    const files = new Map(shopSnapshot().files).set(
      path,
      JSON.parse(text.replace('InService', 'OutOfService')),
    );
    const { healthy, later } = shopMachines(await checked('somewhere', files));
    expect(healthy(LEGACY)).toEqual([[2, 3]]);
    later(HOUR);
    expect(healthy(LEGACY)).toEqual([[2, 3]]);
  });

  it('leave their load balancer when their group is scaled in: at once, though they drain', () => {
    const { machines, healthy, later } = shopMachines();
    machines.autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName: 'legacy-shop',
      MinSize: 2,
      DesiredCapacity: 2,
    });
    expect(
      healthy(LEGACY)
        .flat()
        .reduce((sum, n) => sum + n, 0),
    ).toBe(2);
    later(HOUR);
    const { AutoScalingGroups } = machines.autoScaling.describeAutoScalingGroups();
    const group = AutoScalingGroups.find(
      ({ AutoScalingGroupName }) => AutoScalingGroupName === 'legacy-shop',
    );
    expect(group?.Instances).toHaveLength(2);
  });

  it('have the volumes, the ages and the suspensions that the snapshot says', async () => {
    const path = '111122223333/us-west-1/ec2/describe-volumes.json';
    const groups = '111122223333/us-west-1/autoscaling/describe-auto-scaling-groups.json';
    const { files } = shopSnapshot();
    const changed = new Map(files)
      .set(
        path,
        JSON.parse(JSON.stringify(files.get(path)).replace('"State":"attached"', '"State":"detached"')),
      )
      .set(
        groups,
        JSON.parse(
          JSON.stringify(files.get(groups)).replace(
            '"SuspendedProcesses":[]',
            '"SuspendedProcesses":[{"ProcessName":"Launch","SuspensionReason":"by hand"}]',
          ),
        ),
      );
    const { machines, later } = shopMachines(await checked('somewhere', changed));
    later(HOUR);
    const { Volumes } = machines.ec2.describeVolumes();
    expect(Volumes.map(({ Attachments }) => Attachments[0]?.InstanceId)).toEqual([
      undefined,
      'i-2781da174be468c2e',
      ...['i-2f8412551db18ebc3', 'i-4c8467f2f92f4de01'].flatMap((id) => [id, id]),
    ]);
    const [group] = machines.autoScaling.describeAutoScalingGroups().AutoScalingGroups;
    expect(group?.SuspendedProcesses).toEqual([{ ProcessName: 'Launch', SuspensionReason: 'by hand' }]);
    const { Reservations } = machines.ec2.describeInstances({ InstanceIds: ['i-2781da174be468c2e'] });
    expect(Reservations[0]?.Instances[0]?.LaunchTime).toEqual(new Date('2026-09-01T10:30:00Z'));
  });
});
