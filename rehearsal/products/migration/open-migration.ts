/** The shop's migration: its zones, clients, load balancers, alarms and its database. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCallsAllowed, allCallsUnderstood, someCallsJudged } from '../../checks/calls.ts';
import { nothingRuns, nothingSentTwice } from '../../checks/executions.ts';
import {
  alwaysAnswered,
  familiesTogether,
  followersAlike,
  neverAllZero,
  noRequestLost,
} from '../../checks/migration/always.ts';
import type { Evidence, MigrationCheck } from '../../checks/migration/evidence.ts';
import { bystanderAnswered, unmovedAnswered } from '../../checks/migration/unmoved.ts';
import { MIGRATION_EXCEPTIONS } from '../../checks/migration/unused.ts';
import { recordsInZones } from '../../checks/migration/zone-listing.ts';
import { neighboursUntouched } from '../../checks/migration/zones.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
  monitoringService,
  rdsService,
  type ServiceHandler,
  webAclService,
} from '../../gateway/index.ts';
import { route53Service } from '../../gateway/services/route53.ts';
import { SimulatedNetwork, type Subnet } from '../../network/simulated-network.ts';
import { migrationFigures } from '../../report/migration/figures.ts';
import { AccountSeed } from '../../scenes/migration/account-seed.ts';
import { keysOf, lentRolesOf } from '../../scenes/migration/accounts.ts';
import { type Behaviour, readBehaviour } from '../../scenes/migration/behaviour.ts';
import { openClusterApi, TOKEN, TOKEN_SECRET } from '../../scenes/migration/cluster-api.ts';
import { type Database, startDatabase } from '../../scenes/migration/database.ts';
import { certifiedNames, DATABASE_NETWORK, placeDatabases } from '../../scenes/migration/database-places.ts';
import { databaseSource } from '../../scenes/migration/databases.ts';
import {
  doorsOf,
  type Internet,
  openFrontDoors,
  publicAuthority,
} from '../../scenes/migration/front-doors.ts';
import { balancersOf, webAclArnOf } from '../../scenes/migration/load-balancers.ts';
import { monitoringSource } from '../../scenes/migration/monitoring.ts';
import { networkSource } from '../../scenes/migration/networks.ts';
import { startResolver } from '../../scenes/migration/resolver.ts';
import { type Given, type Scene, setScene } from '../../scenes/migration/scene.ts';
import { putBackups, StoredObjects } from '../../scenes/migration/stored-objects.ts';
import { HOME } from '../../shop/account.ts';
import { NETWORK } from '../../shop/cluster.ts';
import { SHOP_BACKUPS } from '../../shop/migration/cluster.ts';
import { SHOP_BEHAVIOUR, SHOP_OBJECTS, SHOP_SNAPSHOT, shopWeb } from '../../shop/world.ts';
import { readObjects } from '../../snapshot/objects.ts';
import { openSnapshot } from '../../snapshot/open.ts';
import { patched } from '../../snapshot/patch.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { ServiceSetting } from '../../stage/around-functions.ts';
import type { Closers } from '../../stage/closers.ts';
import type { SceneSetting } from '../../stage/staged-scene.ts';
import { migrationBody } from '../../view/migration/body.ts';
import type { OpenProduct, Product } from '../product.ts';

const ALWAYS: readonly MigrationCheck[] = [
  neighboursUntouched,
  unmovedAnswered,
  bystanderAnswered,
  alwaysAnswered,
  noRequestLost,
  familiesTogether,
  followersAlike,
  neverAllZero,
  allCallsAllowed,
  allCallsUnderstood,
  someCallsJudged,
  nothingRuns,
  nothingSentTwice,
];

export const openMigration: OpenProduct<Given, Scene, Evidence> = async ({
  folder,
  log,
  closers,
  patches,
}) => {
  const snapshot = await patched(
    await openSnapshot(SHOP_SNAPSHOT, readObjects(SHOP_OBJECTS), shopWeb()),
    patches,
  );
  const database = await startDatabase(folder, log, certifiedNames(snapshot));
  closers.add(() => database.stop());
  const internet: Internet = {
    network: new SimulatedNetwork(folder, ...INTERNET, NETWORK, DATABASE_NETWORK),
    authority: await publicAuthority(),
  };
  const trustedFile = join(folder, 'trusted-authorities.pem');
  const trusted = [readFileSync(database.authorityFile, 'utf8'), internet.authority.root.cert];
  writeFileSync(trustedFile, trusted.join('\n'));
  return migrationProduct({
    snapshot,
    behaviour: readBehaviour(SHOP_BEHAVIOUR),
    database,
    internet,
    trustedFile,
    closers,
  });
};

/** The blocks that are set aside for examples; the shop's load balancers are there. Sources: RFC 5737, RFC 3849. */
const INTERNET: readonly Subnet[] = [
  { address: '192.0.2.0', prefix: 24 },
  { address: '198.51.100.0', prefix: 24 },
  { address: '2001:db8::', prefix: 32 },
];

/** What is there before any scene, and stays. */
interface Grounds {
  readonly snapshot: Snapshot;
  readonly behaviour: Behaviour;
  readonly database: Database;
  readonly internet: Internet;
  /** PEM file of all whom functions trust beside Node's own authorities. */
  readonly trustedFile: string;
  readonly closers: Closers;
}

function migrationProduct(grounds: Grounds): Product<Given, Scene, Evidence> {
  const { snapshot, behaviour, database, internet, trustedFile, closers } = grounds;
  const lentRoles = lentRolesOf(snapshot, HOME.account);
  let current: Scene | undefined;
  /** Puts what a scene has in its account there. */
  let furnish = async (_scene: Scene): Promise<void> => undefined;
  const scene = (): Scene => {
    if (!current) throw new Error('The shop was used before it was made.');
    return current;
  };
  return {
    stackName: 'Shop',
    functionEnvironment: { NODE_EXTRA_CA_CERTS: trustedFile, ...internet.network.environment },
    functionPreloads: [SimulatedNetwork.preload],
    services: (setting) => services(scene, setting),
    prepare: async (emulator, { s3 }) => {
      const stored = new StoredObjects(s3);
      const account = new AccountSeed(emulator.url, HOME, { [TOKEN_SECRET]: TOKEN });
      closers.add(() => account.close());
      const put = async (there: Snapshot) => {
        await emulator.putKeys(keysOf(there));
        await account.put(there);
        await stored.put(there.objects);
      };
      await put(snapshot);
      furnish = async (given) => {
        await put(given.snapshot);
        await putBackups(s3, SHOP_BACKUPS, given.start);
      };
    },
    resources: () => scene().machines.resources,
    webAclOf: (loadBalancerArn) => webAclArnOf(scene().snapshot, HOME, loadBalancerArn),
    setScene: async (given = {}, { seed, now, chronicle, onError }) => {
      const set = await setScene({ seed, now, snapshot, behaviour, given, chronicle, onError });
      current = await onInternet(set, internet, { given, seed, onError, database });
      await furnish(current);
      return current;
    },
    witness: async ({ zoneIds, engine, bystander }, { route53 }) => {
      const before = await recordsInZones(route53, zoneIds);
      await bystander.begin(engine, zoneIds);
      return async (account) => {
        await bystander.stop();
        return { ...account, scene: scene(), before, after: await recordsInZones(route53, zoneIds) };
      };
    },
    always: ALWAYS,
    lentRoles,
    mayBeUnused: MIGRATION_EXCEPTIONS,
    figures: migrationFigures,
    body: migrationBody,
    endpoints: ({ dns, zoneIds }) => [
      `  aws route53 list-resource-record-sets --hosted-zone-id ${zoneIds[0]}`,
      'To ask its name server:',
      `  dig @${dns.address} -p ${dns.port} www.shop.test`,
    ],
  };
}

interface Outside extends Pick<SceneSetting, 'seed' | 'onError'> {
  readonly given: Given;
  readonly database: Database;
}

/** The scene with what functions see of it from outside: a resolver, and its platforms. */
async function onInternet(
  scene: Scene,
  internet: Internet,
  { given, database, ...setting }: Outside,
): Promise<Scene> {
  const { engine, loadBalancers, platforms, snapshot } = scene;
  const api = await openClusterApi(snapshot, internet.network);
  const named = [...loadBalancers, api.named];
  const resolver = await startResolver({ engine, named, ...setting });
  internet.network.resolveBy(resolver);
  const closeDoors = await openFrontDoors(platforms, doorsOf(snapshot), internet);
  const removeDatabases = placeDatabases(snapshot, internet.network, database.port);
  return {
    ...scene,
    close: async () => {
      removeDatabases();
      await closeDoors();
      await resolver.close();
      await api.close();
      await scene.close();
    },
  };
}

function services(
  scene: () => Scene,
  { now, catchUp }: ServiceSetting,
): Readonly<Record<string, ServiceHandler>> {
  const worldNow = () => {
    catchUp();
    return scene().world;
  };
  const machinesNow = () => {
    catchUp();
    return scene().machines;
  };
  const balancers = { loadBalancers: () => balancersOf(scene().snapshot, HOME) };
  return {
    route53: (...asked) => route53Service(scene().route53)(...asked),
    monitoring: monitoringService(monitoringSource(worldNow, now), { now }),
    rds: rdsService(databaseSource(() => scene().snapshot, HOME)),
    elasticloadbalancing: (...asked) =>
      elasticLoadBalancingService(balancers, machinesNow().targets)(...asked),
    wafv2: webAclService(balancers),
    autoscaling: (...asked) => autoScalingService(machinesNow().autoScaling)(...asked),
    ec2: (...asked) => ec2Service(machinesNow().ec2, () => networkSource(scene().snapshot, HOME))(...asked),
  };
}
