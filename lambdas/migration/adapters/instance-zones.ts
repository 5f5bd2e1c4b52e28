import type { EC2Client } from '@aws-sdk/client-ec2';
import { instancesByIds } from '../../shared/adapters/described-ec2.ts';

/** In which Availability Zone instances run. */
export class InstanceZones {
  readonly #client: EC2Client;

  constructor(client: EC2Client) {
    this.#client = client;
  }

  /** By instance id; those that EC2 no longer knows are left out. Throws when EC2 cannot be read. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await instancesByIds(this.#client, ids);
    return new Map(found.map(({ id, zone }) => [id, zone]));
  }
}
