import fc from 'fast-check';
import { USUAL } from '../../../../rehearsal/compute/index.ts';
import {
  API_TCP,
  groupIn,
  KOPS_HOOK,
  LAUNCHING,
  type Masters,
  shopMasters,
  TERMINATING,
} from './shop-masters.ts';

const HAPPENINGS = [
  'terminateByUser',
  'terminateInGroup',
  'failHardware',
  'stopByUser',
  'interruptSpot',
] as const;
const TROUBLES = ['no-capacity', 'launch-template', 'kms'] as const;

const step = fc.record({
  happening: fc.constantFrom(...HAPPENINGS),
  zone: fc.constantFrom('a', 'b', 'c'),
  trouble: fc.option(fc.constantFrom(...TROUBLES)),
  wait: fc.integer({ min: 0, max: 1500 }),
});

/** The newest instance of the group that runs. */
function running({ engine }: Masters, group: string): string | undefined {
  const Filters = [
    { Name: 'tag:aws:autoscaling:groupName', Values: [group] },
    { Name: 'instance-state-name', Values: ['running'] },
  ];
  return engine.ec2.describeInstances({ Filters }).Reservations.at(-1)?.Instances[0]?.InstanceId;
}

function isGoing({ engine }: Masters, instance: string): boolean {
  const [found] = engine.autoScaling.describeAutoScalingInstances({
    InstanceIds: [instance],
  }).AutoScalingInstances;
  return found === undefined || found.LifecycleState.startsWith('Terminating');
}

/** Whether each group has its one master in service, with its two volumes, healthy in its target group. */
function whole({ engine }: Masters): readonly string[] {
  const { AutoScalingGroups } = engine.autoScaling.describeAutoScalingGroups();
  const { Volumes } = engine.ec2.describeVolumes();
  const targets = engine.targets.describeTargetHealth({ TargetGroupArn: API_TCP }).TargetHealthDescriptions;
  return AutoScalingGroups.map(({ Instances: [only, ...more] }) => {
    const volumes = Volumes.filter(
      ({ Attachments: [one] }) => one?.InstanceId === only?.InstanceId && one?.State === 'attached',
    );
    const health = targets.find(({ Target }) => Target.Id === only?.InstanceId)?.TargetHealth.State;
    return `${only?.LifecycleState} ${only?.HealthStatus} ${volumes.length} ${health} ${more.length}`;
  });
}

describe('whatever happens to masters', () => {
  it('AWS and kops have every group whole again by themselves, in the end', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(step, { maxLength: 8 }), (seed, steps) => {
        const hooks = [TERMINATING, KOPS_HOOK, LAUNCHING];
        const masters = shopMasters(
          { hooks },
          { seed, timing: USUAL, foreignCompletion: { after: [5, 60] } },
        );
        for (const { happening, zone, trouble, wait } of steps) {
          const group = groupIn(zone);
          const soon = Date.UTC(2027, 0, 4, 8) + (masters.seconds() + 1200) * 1000;
          if (trouble) masters.engine.scenario.troubleLaunches(group, trouble, soon);
          const found = running(masters, group);
          // Auto Scaling terminates nobody twice; everybody else may end whom it is waiting for.
          const again = happening === 'terminateInGroup' && found !== undefined && isGoing(masters, found);
          if (found !== undefined && !again) masters.engine.scenario[happening](found);
          masters.pass(wait);
        }
        masters.pass(6 * 3600);
        expect(whole(masters)).toEqual(Array.from({ length: 3 }, () => 'InService Healthy 2 healthy 0'));
        expect(masters.engine.lookAhead(Number.MAX_SAFE_INTEGER)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
