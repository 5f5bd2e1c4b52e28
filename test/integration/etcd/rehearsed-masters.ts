import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EtcdServer, RealMasters } from '../../../rehearsal/etcd/index.ts';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';
import { authority } from '../../../rehearsal/tools/certificates.ts';

export const TOKEN = 'a token of the cluster';
export const SERVER_NAME = 'api.internal.k8s.example.test';

export interface RehearsedMasters {
  readonly masters: RealMasters;
  /** The cluster's own certificate, PEM. */
  readonly authority: string;
  readonly folder: string;
  readonly log: readonly string[];
  /** Members that ended by themselves. */
  readonly died: readonly Error[];
  /** Starts a machine with the volumes of this member; by default it is called `i-<member>`. */
  up(member: string, instance?: string): Promise<void>;
  stop(): Promise<void>;
}

export async function rehearseMasters(
  members: readonly string[],
  etcdClusters: readonly string[],
  etcd: EtcdServer,
): Promise<RehearsedMasters> {
  const folder = mkdtempSync(join(tmpdir(), 'masters-test-'));
  const ownAuthority = await authority('kubernetes-ca');
  const log: string[] = [];
  const died: Error[] = [];
  const masters = await RealMasters.make({
    folder,
    etcd,
    etcdClusters,
    members,
    authority: ownAuthority,
    serverName: SERVER_NAME,
    token: TOKEN,
    network: new SimulatedNetwork(folder),
    log: (line) => log.push(line),
    onDied: (error) => died.push(error),
  });
  return {
    masters,
    authority: ownAuthority.cert,
    folder,
    log,
    died,
    up: async (member, instance = `i-${member}`) => {
      await masters.launch(instance, `10.40.${members.indexOf(member)}.10`);
      for (const etcdCluster of etcdClusters) await masters.attach(instance, etcdCluster, member);
    },
    stop: async () => {
      await masters.close();
      rmSync(folder, { recursive: true });
    },
  };
}
