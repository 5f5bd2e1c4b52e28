import type {
  Ec2Operations,
  Instance,
  InstanceStateChange,
  Reservation,
  Tag,
  Volume,
  VolumeAttachment,
} from '../../compute/index.ts';
import { XmlList, type XmlValue } from '../protocol/aws-query.ts';
import {
  optionalBoolean,
  optionalInteger,
  optionalString,
  required,
  requiredString,
} from '../protocol/input.ts';
import { type Operation, rpcService } from '../protocol/rpc-service.ts';
import type { ApiCall, ServiceHandler } from '../protocol/types.ts';
import { type NetworkSource, networkOperations } from './ec2-network.ts';
import { engineOperation, filters, names, TEXT } from './engine-operations.ts';

const VERSION = '2016-11-15';
const PAGING = ['Filter', 'MaxResults', 'NextToken'];

/** EC2's instances and volumes over the engine: SPEC.md, "EC2". On its wire, fields have names of their own. */
export function ec2Service(engine: Ec2Operations, network?: () => NetworkSource): ServiceHandler {
  const operations = {
    ...describing(engine),
    ...changing(engine),
    ...(network && networkOperations(network)),
  };
  return rpcService({
    service: 'ec2',
    defaultVersion: VERSION,
    versions: { [VERSION]: { namespace: `http://ec2.amazonaws.com/doc/${VERSION}/`, operations } },
  });
}

function describing(engine: Ec2Operations): Readonly<Record<string, Operation>> {
  return {
    DescribeInstances: engineOperation(['InstanceId', ...PAGING], (input) => {
      const InstanceIds = names(input, 'InstanceId');
      const { Reservations, NextToken } = engine.describeInstances({ InstanceIds, ...paging(input) });
      return { reservationSet: items(Reservations, reservation), nextToken: NextToken };
    }),
    DescribeVolumes: engineOperation(['VolumeId', ...PAGING], (input) => {
      const VolumeIds = names(input, 'VolumeId');
      const { Volumes, NextToken } = engine.describeVolumes({ VolumeIds, ...paging(input) });
      return { volumeSet: items(Volumes, volume), nextToken: NextToken };
    }),
  };
}

function changing(engine: Ec2Operations): Readonly<Record<string, Operation>> {
  return {
    DetachVolume: engineOperation(['VolumeId', 'InstanceId', 'Force'], (input) =>
      attachment(
        engine.detachVolume({
          VolumeId: requiredString(input, 'VolumeId', TEXT),
          InstanceId: optionalString(input, 'InstanceId', TEXT),
          Force: optionalBoolean(input, 'Force'),
        }),
      ),
    ),
    TerminateInstances: engineOperation(['InstanceId'], (input) => {
      const { TerminatingInstances } = engine.terminateInstances({ InstanceIds: instances(input) });
      return { instancesSet: items(TerminatingInstances, stateChange) };
    }),
    StopInstances: engineOperation(['InstanceId'], (input) => {
      const { StoppingInstances } = engine.stopInstances({ InstanceIds: instances(input) });
      return { instancesSet: items(StoppingInstances, stateChange) };
    }),
  };
}

function instances(input: ApiCall['input']): readonly string[] {
  return required(names(input, 'InstanceId'), 'InstanceId');
}

function paging(input: ApiCall['input']) {
  return {
    Filters: filters(input, 'Filter', 'Value'),
    MaxResults: optionalInteger(input, 'MaxResults', { min: 0, max: 1_000_000 }),
    NextToken: optionalString(input, 'NextToken', TEXT),
  };
}

function items<T>(all: readonly T[], write: (each: T) => XmlValue): XmlList {
  return new XmlList('item', all.map(write));
}

function reservation({ ReservationId, OwnerId, Instances }: Reservation): XmlValue {
  return { reservationId: ReservationId, ownerId: OwnerId, instancesSet: items(Instances, instance) };
}

function instance(each: Instance): XmlValue {
  const { StateReason: why } = each;
  return {
    instanceId: each.InstanceId,
    imageId: each.ImageId,
    instanceState: state(each.State),
    reason: each.StateTransitionReason,
    stateReason: why && { code: why.Code, message: why.Message },
    instanceType: each.InstanceType,
    launchTime: each.LaunchTime,
    placement: { availabilityZone: each.Placement.AvailabilityZone },
    privateIpAddress: each.PrivateIpAddress,
    ipAddress: each.PublicIpAddress,
    groupSet: items(each.SecurityGroups, ({ GroupId, GroupName }) => ({
      groupId: GroupId,
      groupName: GroupName,
    })),
    tagSet: items(each.Tags, tag),
  };
}

function volume(each: Volume): XmlValue {
  return {
    volumeId: each.VolumeId,
    size: each.Size,
    availabilityZone: each.AvailabilityZone,
    status: each.State,
    createTime: each.CreateTime,
    attachmentSet: items(each.Attachments, attachment),
    tagSet: items(each.Tags, tag),
    volumeType: each.VolumeType,
    encrypted: each.Encrypted,
    kmsKeyId: each.KmsKeyId,
  };
}

function attachment(each: VolumeAttachment): XmlValue {
  return {
    volumeId: each.VolumeId,
    instanceId: each.InstanceId,
    device: each.Device,
    status: each.State,
    attachTime: each.AttachTime,
    deleteOnTermination: each.DeleteOnTermination,
  };
}

function stateChange(each: InstanceStateChange): XmlValue {
  return {
    instanceId: each.InstanceId,
    currentState: state(each.CurrentState),
    previousState: state(each.PreviousState),
  };
}

function state({ Code, Name }: Instance['State']): XmlValue {
  return { code: Code, name: Name };
}

function tag({ Key, Value }: Tag): XmlValue {
  return { key: Key, value: Value };
}
