export type { EtcdCluster, EtcdMember } from './etcd-cluster.ts';
export { EtcdDied } from './master-machine.ts';
export { EtcdMissing, type EtcdServer, packagedEtcd } from './program.ts';
export { RealMasters, type RealMastersOptions } from './real-masters.ts';
export {
  ETCD_MINORS,
  type EtcdMinor,
  type EtcdServers,
  serversLine,
  serversOf,
  setUpCommand,
  setUpServers,
} from './servers.ts';
export { type Acknowledged, lostWrites, type Stretch, Writer } from './writer.ts';
