import { type EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';

/** Values that one filter takes. Source: EC2's API reference, "List and filter your resources". */
const VALUES_A_FILTER = 200;
/** The largest page of instances. */
const PAGE_SIZE = 1000;

/** In which Availability Zone instances run. */
export class InstanceZones {
  readonly #client: EC2Client;

  constructor(client: EC2Client) {
    this.#client = client;
  }

  /** By instance id; those that EC2 no longer knows are left out. Throws when EC2 cannot be read. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const zones = new Map<string, string>();
    for (let i = 0; i < ids.length; i += VALUES_A_FILTER) {
      const Filters = [{ Name: 'instance-id', Values: ids.slice(i, i + VALUES_A_FILTER) }];
      const pages = paginateDescribeInstances({ client: this.#client, pageSize: PAGE_SIZE }, { Filters });
      for await (const { Reservations = [] } of pages)
        for (const { InstanceId = '', Placement } of Reservations.flatMap(({ Instances = [] }) => Instances))
          if (Placement?.AvailabilityZone) zones.set(InstanceId, Placement.AvailabilityZone);
    }
    return zones;
  }
}
