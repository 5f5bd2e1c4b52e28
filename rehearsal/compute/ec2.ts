import { ComputeError } from './errors.ts';
import { ec2Filter } from './filters.ts';
import { type Fleet, type MachineRecord, USER_SHUTDOWN } from './fleet.ts';
import type { Ec2Operations, Ec2PageRequest } from './operations.ts';
import { paged } from './pages.ts';
import { type Site, userInitiated } from './site.ts';
import { tagList } from './tags.ts';
import type { Instance, InstanceState, InstanceStateChange, Volume, VolumeAttachment } from './types.ts';
import type { Attachment, VolumeRecord, Volumes } from './volumes.ts';

const CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const INSTANCE_FIELDS: Readonly<Record<string, (machine: MachineRecord) => readonly string[]>> = {
  'instance-id': ({ id }) => [id],
  'instance-state-name': ({ state }) => [state],
  'availability-zone': ({ zone }) => [zone],
  'private-ip-address': ({ address }) => (address === '' ? [] : [address]),
};
const VOLUME_FIELDS: Readonly<Record<string, (volume: VolumeRecord) => readonly string[]>> = {
  'volume-id': ({ id }) => [id],
  status: (volume) => [stateOf(volume)],
  'availability-zone': ({ zone }) => [zone],
  'attachment.instance-id': ({ attachment }) => (attachment ? [attachment.machine.id] : []),
  'attachment.status': ({ attachment }) => (attachment ? [attachment.state] : []),
};

/** EC2's instances and volumes: SPEC.md, "EC2". */
export class Ec2 implements Ec2Operations {
  readonly #site: Site;
  readonly #fleet: Fleet;
  readonly #volumes: Volumes;

  constructor(site: Site, fleet: Fleet, volumes: Volumes) {
    this.#site = site;
    this.#fleet = fleet;
    this.#volumes = volumes;
  }

  describeInstances: Ec2Operations['describeInstances'] = (input = {}) => {
    const { InstanceIds: ids = [], Filters: filters = [] } = input;
    for (const id of ids) this.#instance(id);
    const fits = ec2Filter(filters, INSTANCE_FIELDS);
    const found = this.#fleet
      .all()
      .filter((each) => (ids.length === 0 || ids.includes(each.id)) && fits(each));
    const page = pageOf(found, input, ids, 'InstanceIds');
    return {
      Reservations: page.items.map((machine) => ({
        ReservationId: machine.id.replace('i-', 'r-'),
        OwnerId: this.#site.account,
        Instances: [instanceShown(machine)],
      })),
      NextToken: page.nextToken,
    };
  };

  describeVolumes: Ec2Operations['describeVolumes'] = (input = {}) => {
    const { VolumeIds: ids = [], Filters: filters = [] } = input;
    for (const id of ids) this.#volume(id);
    const fits = ec2Filter(filters, VOLUME_FIELDS);
    const found = this.#volumes
      .all()
      .filter((each) => (ids.length === 0 || ids.includes(each.id)) && fits(each));
    const page = pageOf(found, input, ids, 'VolumeIds');
    return { Volumes: page.items.map(volumeShown), NextToken: page.nextToken };
  };

  detachVolume: Ec2Operations['detachVolume'] = ({ VolumeId, InstanceId, Force }) => {
    if (InstanceId !== undefined) wellFormed(InstanceId, 'i', 'InvalidInstanceID.Malformed');
    const volume = this.#volume(VolumeId);
    return attachmentShown(volume, this.#volumes.detach(volume, InstanceId, Force === true));
  };

  terminateInstances: Ec2Operations['terminateInstances'] = ({ InstanceIds }) => {
    const end = (machine: MachineRecord) =>
      this.#fleet.shutDown(machine, USER_SHUTDOWN, userInitiated(this.#site));
    return { TerminatingInstances: this.#each(InstanceIds, end) };
  };

  stopInstances: Ec2Operations['stopInstances'] = ({ InstanceIds }) => {
    const stop = (machine: MachineRecord) => this.#fleet.stop(machine, userInitiated(this.#site));
    return { StoppingInstances: this.#each(InstanceIds, stop) };
  };

  /** All must exist before anything is done to one of them. */
  #each(ids: readonly string[], change: (machine: MachineRecord) => void): readonly InstanceStateChange[] {
    if (ids.length === 0) {
      throw new ComputeError('MissingParameter', 'The request must contain the parameter InstanceId');
    }
    const machines = ids.map((id) => this.#instance(id));
    return machines.map((machine) => {
      const PreviousState = stateShown(machine.state);
      change(machine);
      return { InstanceId: machine.id, PreviousState, CurrentState: stateShown(machine.state) };
    });
  }

  #instance(id: string): MachineRecord {
    wellFormed(id, 'i', 'InvalidInstanceID.Malformed');
    return this.#fleet.get(id);
  }

  #volume(id: string): VolumeRecord {
    wellFormed(id, 'vol', 'InvalidParameterValue');
    return this.#volumes.get(id);
  }
}

function wellFormed(id: string, prefix: string, code: string): void {
  if (new RegExp(`^${prefix}-[0-9a-f]{8}([0-9a-f]{9})?$`).test(id)) return;
  throw new ComputeError(code, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}

/** 5–1,000 a page; all without a size. A size and ids exclude each other. */
function pageOf<T>(all: readonly T[], input: Ec2PageRequest, ids: readonly string[], field: string) {
  const { MaxResults: size, NextToken, Filters } = input;
  if (size !== undefined && ids.length > 0) {
    const words = `The parameter ${field} cannot be used with the parameter MaxResults`;
    throw new ComputeError('InvalidParameterCombination', words);
  }
  if (size !== undefined && (size < 5 || size > 1000)) {
    const words = `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`;
    throw new ComputeError('InvalidParameterValue', words);
  }
  return paged(all, size ?? Math.max(all.length, 1), NextToken, [ids, Filters]);
}

function stateOf({ attachment }: VolumeRecord): Volume['State'] {
  return attachment ? 'in-use' : 'available';
}

function stateShown(Name: InstanceState): Instance['State'] {
  return { Code: CODES[Name], Name };
}

function instanceShown(machine: MachineRecord): Instance {
  const { reason, address, reached } = machine;
  return {
    InstanceId: machine.id,
    InstanceType: machine.type,
    ImageId: 'ami-0123456789abcdef0',
    State: stateShown(machine.state),
    StateTransitionReason: machine.transition,
    StateReason: reason && { Code: reason.code, Message: reason.message },
    PrivateIpAddress: address === '' ? undefined : address,
    PublicIpAddress: machine.state === 'running' ? reached.publicAddress : undefined,
    SecurityGroups: machine.state === 'terminated' ? [] : (reached.securityGroups ?? []),
    LaunchTime: new Date(machine.launchedAt),
    Placement: { AvailabilityZone: machine.zone },
    Tags: tagList(machine.tags),
  };
}

function volumeShown(volume: VolumeRecord): Volume {
  return {
    VolumeId: volume.id,
    AvailabilityZone: volume.zone,
    State: stateOf(volume),
    Size: volume.sizeGib,
    VolumeType: volume.type,
    Encrypted: volume.encrypted,
    KmsKeyId: volume.kmsKeyId,
    CreateTime: new Date(volume.createdAt),
    Attachments: volume.attachment ? [attachmentShown(volume, volume.attachment)] : [],
    Tags: tagList(volume.tags),
  };
}

function attachmentShown(volume: VolumeRecord, attachment: Attachment): VolumeAttachment {
  return {
    VolumeId: volume.id,
    InstanceId: attachment.machine.id,
    Device: attachment.device,
    State: attachment.state,
    AttachTime: new Date(attachment.since),
    DeleteOnTermination: false,
  };
}
