/** An account as a snapshot shows it, behind AWS's own protocols: who reads it runs the code that reads AWS. */

import type { ComputeEngine } from '../../rehearsal/compute/index.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
  monitoringService,
  rdsService,
  startGateway,
  webAclService,
} from '../../rehearsal/gateway/index.ts';
import { route53Service } from '../../rehearsal/gateway/services/route53.ts';
import { createRoute53Handler, Route53Engine } from '../../rehearsal/route53/index.ts';
import { databaseSource } from '../../rehearsal/scenes/migration/databases.ts';
import { addZones } from '../../rehearsal/scenes/migration/hosted-zones.ts';
import { balancersOf } from '../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../rehearsal/scenes/migration/machines.ts';
import { networkSource } from '../../rehearsal/scenes/migration/networks.ts';
import type { Place } from '../../rehearsal/snapshot/file-kind.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import { alarmsIn } from './alarms.ts';

export interface OfflineAccount {
  readonly url: string;
  stop(): Promise<void>;
}

/** The access key that may read everything. */
export const READER = 'test';

/** @param place whose load balancers, alarms and databases are shown; zones are those of all accounts */
export async function startOfflineAccount(
  snapshot: Snapshot,
  place: Required<Pick<Place, 'account' | 'region'>>,
  now: number,
): Promise<OfflineAccount> {
  const engine = new Route53Engine({ now: () => now, account: place.account, throttle: false });
  addZones(engine, snapshot);
  const alarms = alarmsIn(snapshot, place);
  const machines = onlyOnce(() => machinesOf(snapshot, place, { seed: 1, now: () => now }));
  const balancers = { loadBalancers: () => balancersOf(snapshot, place) };
  const unread = () => Promise.reject(new Error('a snapshot has nobody to ask'));
  const gateway = await startGateway({
    // What the snapshot doesn't show is asked of nobody.
    emulatorUrl: 'http://127.0.0.1:9',
    account: place.account,
    authorize: unread,
    lookups: { machineOfToken: unread, partitionKey: unread, secret: unread, keyOfAlias: unread },
    services: {
      route53: route53Service(createRoute53Handler(engine)),
      elasticloadbalancing: (...asked) =>
        elasticLoadBalancingService(balancers, machines().targets)(...asked),
      wafv2: webAclService(balancers),
      autoscaling: (...asked) => autoScalingService(machines().autoScaling)(...asked),
      ec2: (...asked) => ec2Service(machines().ec2, () => networkSource(snapshot, place))(...asked),
      rds: rdsService(databaseSource(() => ({ home: place, snapshot }))),
      monitoring: monitoringService(
        { alarms: () => alarms, history: () => [], metrics: () => [], query: () => [] },
        { now: () => now },
      ),
    },
    clock: { now: () => now },
    log: () => {},
    rootAccessKeyIds: [READER],
  });
  return { url: gateway.url, stop: () => gateway.stop() };
}

/** Made when it is first needed: a snapshot may lack what nobody asks for. */
function onlyOnce(make: () => ComputeEngine): () => ComputeEngine {
  let made: ComputeEngine | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
