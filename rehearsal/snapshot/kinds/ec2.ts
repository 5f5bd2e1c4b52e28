import type {
  DescribeInstancesResult,
  DescribeNetworkInterfacesResult,
  DescribeVolumesResult,
} from '@aws-sdk/client-ec2';
import { fileKind } from '../file-kind.ts';

/** Where the addresses of load balancers are: an interface's description names its balancer. */
export const NETWORK_INTERFACES = fileKind<DescribeNetworkInterfacesResult>()({
  service: 'ec2',
  call: 'describe-network-interfaces',
  flags: "--filters 'Name=description,Values=ELB *'",
  answer: async () => (await import('@aws-sdk/client-ec2')).DescribeNetworkInterfacesResult$,
  needs: { NetworkInterfaces: true },
});

export const VOLUMES = fileKind<DescribeVolumesResult>()({
  service: 'ec2',
  call: 'describe-volumes',
  answer: async () => (await import('@aws-sdk/client-ec2')).DescribeVolumesResult$,
  needs: {
    Volumes: [{ VolumeId: true, AvailabilityZone: true, Size: true, Encrypted: true, VolumeType: true }],
  },
});

/** Those that run; the zone of each is nowhere else. */
export const INSTANCES = fileKind<DescribeInstancesResult>()({
  service: 'ec2',
  call: 'describe-instances',
  answer: async () => (await import('@aws-sdk/client-ec2')).DescribeInstancesResult$,
  needs: {
    Reservations: [
      { Instances: [{ InstanceId: true, State: { Name: true }, Placement: { AvailabilityZone: true } }] },
    ],
  },
});
