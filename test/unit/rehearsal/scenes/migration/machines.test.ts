import { START } from '../../../../../rehearsal/estate/home.ts';
import { HostCounts } from '../../../../../rehearsal/scenes/migration/healthy-hosts.ts';
import { machinesOf } from '../../../../../rehearsal/scenes/migration/machines.ts';
import type { Json } from '../../../../../rehearsal/snapshot/json.ts';
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

  it.each(['ip', 'lambda', 'alb'])('need not be registered: targets of the type %s stay', async (type) => {
    const elbv2 = '111122223333/us-west-1/elbv2';
    const groups = JSON.stringify(shopSnapshot().files.get(`${elbv2}/describe-target-groups.json`));
    const target = (Id: string, AvailabilityZone: string, State: string) => ({
      Target: { Id, Port: 8080, AvailabilityZone },
      TargetHealth: { State },
    });
    const TargetHealthDescriptions = [
      target('172.20.33.1', 'us-west-1a', 'healthy'),
      target('172.20.34.1', 'us-west-1c', 'healthy'),
      target('172.20.34.2', 'us-west-1c', 'unhealthy'),
    ];
    const files = new Map(shopSnapshot().files)
      .set(
        `${elbv2}/describe-target-groups.json`,
        JSON.parse(groups.replaceAll('"TargetType":"instance"', `"TargetType":"${type}"`)),
      )
      .set(`${elbv2}/describe-target-health/k8s-ingress-nodes.json`, { TargetHealthDescriptions });
    const { machines, healthy } = shopMachines(await checked('somewhere', files));
    expect(healthy(CLUSTER)).toEqual([[1, 1]]);
    const { TargetGroups } = machines.targets.describeTargetGroups({ Names: ['k8s-ingress-nodes'] });
    expect(TargetGroups).toMatchObject([{ TargetType: type }]);
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
    const { targets } = machines;
    expect(targets.describeTargetHealth({ TargetGroupArn })).toEqual({ TargetHealthDescriptions });
    const Targets = [{ Id: '172.20.33.1' }, { Id: '172.20.33.9' }];
    expect(
      targets
        .describeTargetHealth({ TargetGroupArn, Targets })
        .TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State),
    ).toEqual(['healthy', 'unused']);
    expect(() => targets.registerTargets({ TargetGroupArn, Targets })).toThrow(`are of the type ${type}`);
    expect(() => targets.deregisterTargets({ TargetGroupArn, Targets })).toThrow(`are of the type ${type}`);
  });

  it('counted before, whatever is wrong with them now', async () => {
    const path = '111122223333/us-west-1/elb/describe-instance-health/legacy-shop.json';
    const text = JSON.stringify(shopSnapshot().files.get(path)).replaceAll('InService', 'OutOfService');
    const files = new Map(shopSnapshot().files).set(path, JSON.parse(text));
    const counts = new HostCounts(
      machinesOf(await checked('somewhere', files), HOME, { seed: 1, now: () => START }),
    );
    const healthy = () => counts.of(LEGACY).map((hosts) => [...hosts.healthy.values()]);
    let then: readonly number[][] = [];
    counts.before(() => {
      then = healthy();
    });
    expect(then).toEqual([[3, 3]]);
    expect(healthy()).toEqual([[0, 0]]);
  });

  it('may be stopped, or gone: neither serves, and only the stopped one stays registered', async () => {
    const path = '111122223333/us-west-1/ec2/describe-instances.json';
    const { Reservations } = shopSnapshot().files.get(path) as { Reservations: Json[] };
    const [first, , ...others] = Reservations;
    const stopped = JSON.parse(
      JSON.stringify(first).replace('"Code":16,"Name":"running"', '"Code":80,"Name":"stopped"'),
    );
    const files = new Map(shopSnapshot().files).set(path, { Reservations: [stopped, ...others] });
    const { machines, healthy } = shopMachines(await checked('somewhere', files));
    expect(healthy(LEGACY)).toEqual([[2, 2]]);
    const { InstanceStates } = machines.targets.describeInstanceHealth({ LoadBalancerName: LEGACY_ID });
    expect(InstanceStates).toHaveLength(5);
    expect(InstanceStates[0]).toMatchObject({
      InstanceId: 'i-0a11e9ac00000001',
      State: 'OutOfService',
      Description: 'Instance is in stopped state.',
    });
  });

  it('are as their groups found them, and go on from there', async () => {
    const path = '111122223333/us-west-1/autoscaling/describe-auto-scaling-groups.json';
    const planted = async (from: string, to: string) => {
      const text = JSON.stringify(shopSnapshot().files.get(path)).replace(from, to);
      return checked('somewhere', new Map(shopSnapshot().files).set(path, JSON.parse(text)));
    };
    const { machines, later } = shopMachines(
      await planted('"HealthStatus":"Healthy"', '"HealthStatus":"Unhealthy"'),
    );
    const first = () => machines.autoScaling.describeAutoScalingGroups().AutoScalingGroups[0]?.Instances;
    expect(first()).toMatchObject([{ LifecycleState: 'InService', HealthStatus: 'Unhealthy' }]);
    later(HOUR);
    expect(first()).toMatchObject([{ LifecycleState: 'InService', HealthStatus: 'Healthy' }]);
    expect(first()?.map(({ InstanceId }) => InstanceId)).not.toContain('i-2781da174be468c2e');
    const standby = await planted('"LifecycleState":"InService"', '"LifecycleState":"Standby"');
    expect(() => shopMachines(standby)).toThrow(
      '/AutoScalingGroups/0/Instances/0/LifecycleState: the rehearsed Auto Scaling has no Standby',
    );
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

  it('have a volume with nobody whose machine is gone', async () => {
    const path = '111122223333/us-west-1/ec2/describe-volumes.json';
    const { files } = shopSnapshot();
    const text = JSON.stringify(files.get(path)).replace('i-2f8412551db18ebc3', 'i-00000000000000000');
    const { machines } = shopMachines(await checked('somewhere', new Map(files).set(path, JSON.parse(text))));
    const { Volumes } = machines.ec2.describeVolumes();
    const attached = Volumes.map(({ Attachments }) => Attachments[0]?.InstanceId);
    expect(attached.filter((id) => id === 'i-2f8412551db18ebc3')).toHaveLength(1);
    expect(attached.filter((id) => id === undefined)).toHaveLength(1);
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
