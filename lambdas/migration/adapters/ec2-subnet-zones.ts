import { type EC2Client, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { SubnetZones } from '../ports/subnet-zones.ts';
import { listedIn } from './listed-in.ts';

const { given } = answersOf('EC2');

/** Asked by a filter: by ids, EC2 refuses the whole question if one is absent. */
export class Ec2SubnetZones implements SubnetZones {
  readonly #client: EC2Client;

  constructor(client: EC2Client) {
    this.#client = client;
  }

  async zonesOf(subnetIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const Filters = [{ Name: 'subnet-id', Values: [...subnetIds] }];
    const pages = paginateDescribeSubnets({ client: this.#client }, { Filters });
    const found = await listedIn(pages, ({ Subnets }) => Subnets ?? []);
    return new Map(
      found.map(({ SubnetId, AvailabilityZone }) => {
        const id = given(SubnetId, 'a subnet', 'SubnetId');
        return [id, given(AvailabilityZone, id, 'AvailabilityZone')] as const;
      }),
    );
  }
}
