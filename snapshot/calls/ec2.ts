import {
  type Filter,
  paginateDescribeInstances,
  paginateDescribeNetworkInterfaces,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { INSTANCES, NETWORK_INTERFACES, VOLUMES } from '../../rehearsal/snapshot/kinds/ec2.ts';
import { type FileCall, onAnything } from './call.ts';

/** By filters alone: asked by ids, EC2 refuses the whole question if one is gone. */
export interface Filtered {
  readonly Filters: Filter[];
}

/** Values that one filter may have. Source: "Filter" in the EC2 API reference. */
export const MOST_VALUES = 200;

export const DESCRIBE_INTERFACES: FileCall<Filtered, ContentOf<typeof NETWORK_INTERFACES>> = {
  kind: NETWORK_INTERFACES,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeNetworkInterfaces')],
  ask: (clients, input) => paginateDescribeNetworkInterfaces({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_INSTANCES: FileCall<Filtered, ContentOf<typeof INSTANCES>> = {
  kind: INSTANCES,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeInstances')],
  ask: (clients, input) => paginateDescribeInstances({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_VOLUMES: FileCall<Filtered, ContentOf<typeof VOLUMES>> = {
  kind: VOLUMES,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeVolumes')],
  ask: (clients, input) => paginateDescribeVolumes({ client: clients.of('ec2') }, input),
};
