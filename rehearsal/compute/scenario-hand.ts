import { type Fleet, USER_SHUTDOWN } from './fleet.ts';
import type { Groups } from './group.ts';
import type { Happenings } from './happenings.ts';
import type { AutoScalingOperations } from './operations.ts';
import { type Site, userInitiated } from './site.ts';
import type { Volumes } from './volumes.ts';

const SPOT_NOTICE = 120_000;
const SPOT_ENDED = {
  code: 'Server.SpotInstanceTermination',
  message: 'Server.SpotInstanceTermination: Instance terminated by spot service',
};

interface Parts {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly volumes: Volumes;
  readonly groups: Groups;
  readonly changes: Pick<
    AutoScalingOperations,
    'terminateInstanceInAutoScalingGroup' | 'resumeProcesses' | 'deleteAutoScalingGroup'
  >;
}

/** What a scenario makes happen. */
export class ScenarioHand implements Happenings {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  terminateByUser: Happenings['terminateByUser'] = (instance) => {
    const { fleet, site } = this.#parts;
    fleet.shutDown(fleet.get(instance), USER_SHUTDOWN, userInitiated(site));
  };

  terminateInGroup: Happenings['terminateInGroup'] = (InstanceId) => {
    this.#parts.changes.terminateInstanceInAutoScalingGroup({
      InstanceId,
      ShouldDecrementDesiredCapacity: false,
    });
  };

  stopByUser: Happenings['stopByUser'] = (instance) => {
    const { fleet, site } = this.#parts;
    fleet.stop(fleet.get(instance), userInitiated(site));
  };

  failHardware: Happenings['failHardware'] = (instance) => {
    const { fleet } = this.#parts;
    fleet.fail(fleet.get(instance));
  };

  interruptSpot: Happenings['interruptSpot'] = (instance) => {
    const { fleet, site } = this.#parts;
    const machine = fleet.get(instance);
    site.bus.put({
      source: 'aws.ec2',
      detailType: 'EC2 Spot Instance Interruption Warning',
      resources: [`arn:aws:ec2:${machine.zone}:instance/${instance}`],
      detail: { 'instance-id': instance, 'instance-action': 'terminate' },
    });
    site.timeline.at(site.timeline.now + SPOT_NOTICE, () => fleet.shutDown(machine, SPOT_ENDED));
  };

  stickVolume: Happenings['stickVolume'] = (volume, attachment = 'busy') => {
    const { volumes } = this.#parts;
    volumes.stick(volumes.get(volume), attachment);
  };

  deleteVolume: Happenings['deleteVolume'] = (volume) => {
    const { volumes } = this.#parts;
    volumes.delete(volumes.get(volume));
  };

  replaceVolume: Happenings['replaceVolume'] = (id) => {
    const { volumes } = this.#parts;
    const volume = volumes.get(id);
    const { zone, tags, sizeGib } = volume;
    volumes.delete(volume);
    return volumes.add({ zone, tags, sizeGib, empty: true }).id;
  };

  troubleLaunches: Happenings['troubleLaunches'] = (name, kind, until = Number.POSITIVE_INFINITY) => {
    this.#parts.groups.get(name).trouble = { kind, until };
  };

  easeLaunches: Happenings['easeLaunches'] = (name) => {
    this.#parts.groups.get(name).trouble = undefined;
  };

  suspendLaunch: Happenings['suspendLaunch'] = (name, reason) => {
    this.#parts.groups.get(name).suspended.set('Launch', reason);
  };

  resumeLaunch: Happenings['resumeLaunch'] = (AutoScalingGroupName) => {
    this.#parts.changes.resumeProcesses({ AutoScalingGroupName, ScalingProcesses: ['Launch'] });
  };

  deleteGroup: Happenings['deleteGroup'] = (AutoScalingGroupName) => {
    this.#parts.changes.deleteAutoScalingGroup({ AutoScalingGroupName, ForceDelete: true });
  };

  answerHealthChecks: Happenings['answerHealthChecks'] = (instance, answers) => {
    const { fleet } = this.#parts;
    fleet.answer(fleet.get(instance), answers);
  };

  deliverEvents: Happenings['deliverEvents'] = (delivery) => {
    this.#parts.site.bus.deliver(delivery);
  };
}
