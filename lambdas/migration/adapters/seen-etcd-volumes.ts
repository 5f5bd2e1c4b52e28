import type { EC2Client } from '@aws-sdk/client-ec2';
import { type DescribedVolume, describedEtcdVolumes } from '../../shared/adapters/described-ec2.ts';
import { etcdTagsIn } from '../../shared/domain/kops-tags.ts';
import type { SeenVolume } from '../domain/kops/seen-cluster.ts';

/** Those of a kops cluster, once for each etcd member that they are tagged as. */
export async function seenEtcdVolumes(client: EC2Client, cluster: string): Promise<readonly SeenVolume[]> {
  return (await describedEtcdVolumes(client, cluster)).flatMap(seenVolumes);
}

function seenVolumes({ tags, ...volume }: DescribedVolume): readonly SeenVolume[] {
  return etcdTagsIn(tags).map(({ key, value, etcdCluster, named }) => ({
    ...volume,
    etcdCluster,
    member: named?.member ?? '',
    members: named?.members ?? [],
    tag: `${key}=${value}`,
  }));
}
