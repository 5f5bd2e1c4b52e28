/** A migration: its zones, clients, load balancers, alarms and databases. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { AppRefused } from '../../app/choose.ts';
import { migrationsIn } from '../../app/migration/migrations.ts';
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
import type { Emulator } from '../../emulator/emulator.ts';
import { START } from '../../estate/home.ts';
import { type Estate, estateOf } from '../../estate/migration/estate.ts';
import {
  autoScalingService,
  cloudTrailService,
  ec2Service,
  elasticLoadBalancingService,
  managedPrometheusService,
  monitoringService,
  rdsService,
  type ServiceHandler,
  webAclService,
} from '../../gateway/index.ts';
import { route53Service } from '../../gateway/services/route53.ts';
import { SimulatedNetwork } from '../../network/simulated-network.ts';
import { migrationFigures } from '../../report/migration/figures.ts';
import { migrationPicture } from '../../report/migration/picture.ts';
import { migrationRecord } from '../../report/migration/record.ts';
import type { ForeseenEstate } from '../../scenarios/migration/foresight.ts';
import { AccountSeed } from '../../scenes/migration/account-seed.ts';
import { keysOf, lentRolesOf, limitIn } from '../../scenes/migration/accounts.ts';
import { backupsIn, bucketsOf, withBackups } from '../../scenes/migration/buckets.ts';
import { tokenOf } from '../../scenes/migration/cluster-api.ts';
import { certifiedNames } from '../../scenes/migration/database-places.ts';
import { startDatabaseServers } from '../../scenes/migration/database-servers.ts';
import { databaseSource } from '../../scenes/migration/databases.ts';
import { putHealthChecks } from '../../scenes/migration/deployed-health-checks.ts';
import { putDeployed } from '../../scenes/migration/deployed-migration.ts';
import { type Internet, publicAuthority } from '../../scenes/migration/front-doors.ts';
import { notRehearsedHooks } from '../../scenes/migration/hook-stand-ins.ts';
import { balancersOf, webAclArnOf } from '../../scenes/migration/load-balancers.ts';
import { loginsOf } from '../../scenes/migration/made-up-values.ts';
import { mariaDbPrograms } from '../../scenes/migration/mariadb.ts';
import { monitoringSource } from '../../scenes/migration/monitoring.ts';
import { networkSource } from '../../scenes/migration/networks.ts';
import { prometheusTokens } from '../../scenes/migration/prometheus.ts';
import { type Given, type Scene, setScene } from '../../scenes/migration/scene.ts';
import { StoredObjects } from '../../scenes/migration/stored-objects.ts';
import { patched } from '../../snapshot/patch.ts';
import type { ServiceSetting } from '../../stage/around-functions.ts';
import type { Closers } from '../../stage/closers.ts';
import { whereFindingsAre } from '../../text/where-findings-are.ts';
import { authority, LONG } from '../../tools/certificates.ts';
import { notSureAtFirst, notSureLine } from '../../trials/migration/first-step.ts';
import { foreseenEstate } from '../../trials/migration/foresee.ts';
import { migrationBody } from '../../view/migration/body.ts';
import { DAY } from '../../world/minutes.ts';
import type { StageOf } from '../open-stage.ts';
import type { OpenProduct, Product } from '../product.ts';
import { CurrentScene } from './current-scene.ts';
import { type Around, onInternet } from './on-internet.ts';
import { type RehearsedEstate, rehearsedEstate } from './rehearsed-estate.ts';
import { putStandIns } from './stand-ins.ts';

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

/** With a migration on it. */
export type MigrationStage = StageOf<ForeseenEstate, Given, Scene, Evidence>;

export const openMigration: OpenProduct<ForeseenEstate, Given, Scene, Evidence> = async ({
  folder,
  log,
  closers,
  stack,
  world,
  patches,
}) => {
  const [found] = migrationsIn([stack]);
  if (!found) throw new AppRefused(`The stack ${stack.name} has no migration.`);
  const mariaDb = mariaDbPrograms();
  const rehearsed = await rehearsedEstate(found, world, patches, mariaDb);
  const { estate } = rehearsed;
  const { databases: configured } = estate.settings;
  const names = certifiedNames(estate);
  const databases = await startDatabaseServers(folder, { log, databases: configured, names, mariaDb });
  closers.add(() => databases.stop());
  const internet: Internet = {
    network: new SimulatedNetwork(folder),
    authority: await publicAuthority(),
  };
  const trustedFile = join(folder, 'trusted-authorities.pem');
  const trusted = [databases.authority, internet.authority.root.cert];
  writeFileSync(trustedFile, trusted.join('\n'));
  return migrationProduct({
    ...rehearsed,
    databases,
    internet,
    authorityOfCluster: await authority('kubernetes-ca', LONG),
    trustedFile,
    closers,
  });
};

/** What is there before any scene, and stays. */
interface Grounds extends RehearsedEstate, Around {
  /** PEM file of all whom functions trust beside Node's own authorities. */
  readonly trustedFile: string;
  readonly closers: Closers;
}

function migrationProduct(grounds: Grounds): Product<ForeseenEstate, Given, Scene, Evidence> {
  const { estate, behaviour, internet, trustedFile } = grounds;
  const { home, settings, snapshot } = estate;
  const lentRoles = lentRolesOf(snapshot, home.account);
  const current = new CurrentScene();
  const { get: scene } = current;
  let clock = () => START;
  /** Puts the health checks that are deployed into the scene's Route 53. They have the alarms as they were at the deployment. */
  let putChecks = async (_scene: Scene, _deployedIn: Estate): Promise<void> => undefined;
  /** Puts what a scene has in its account there. */
  let furnish = async (_scene: Pick<Scene, 'estate' | 'start'>): Promise<void> => undefined;
  return {
    home,
    machines: settings.migration,
    notes: grounds.notes,
    lacks: grounds.lacks,
    imports: grounds.imports,
    estateWith: async (planted) =>
      foreseenEstate(estateOf(settings, await patched(snapshot, planted)), behaviour, clock),
    functionEnvironment: { NODE_EXTRA_CA_CERTS: trustedFile, ...internet.network.environment },
    functionPreloads: [SimulatedNetwork.preload],
    services: (setting) => services(current.broughtUpBy(setting), setting),
    prepare: async (emulator, clients, { now }) => {
      clock = now;
      await putStandIns(grounds.standIns, clients);
      putChecks = async ({ engine }, deployedIn) =>
        putHealthChecks(engine.healthChecks, await emulator.healthChecks(), deployedIn);
      furnish = furnisher(grounds, emulator);
      await furnish({ estate, start: now() });
    },
    resources: () => scene().machines.resources,
    webAclOf: (loadBalancerArn) => webAclArnOf(scene().estate.snapshot, home, loadBalancerArn),
    setScene: async (given = {}, { seed, now, chronicle, onError }) => {
      const set = await setScene({ seed, now, settings, snapshot, behaviour, given, chronicle, onError });
      const made = await onInternet(set, grounds, { seed, onError, seen: current });
      current.set(made);
      await furnish(made);
      // What is planted came later.
      await putChecks(made, estate);
      return made;
    },
    furnish: async (stack) => {
      await putChecks(scene(), scene().estate);
      await putDeployed(stack, scene(), { internet, seen: current });
    },
    witness: async ({ zoneIds, engine, bystander }, { route53 }) => {
      const before = await recordsInZones(route53, zoneIds);
      await bystander.begin(engine, zoneIds);
      return async (account) => {
        await bystander.stop();
        return { ...account, scene: scene(), before, after: await recordsInZones(route53, zoneIds) };
      };
    },
    // While a run is open its schedule goes on for ever, so something always happens.
    longestWait: 60 * DAY,
    always: ALWAYS,
    lentRoles,
    mayBeUnused: MIGRATION_EXCEPTIONS,
    figures: migrationFigures,
    record: migrationRecord,
    picture: migrationPicture,
    body: migrationBody,
    conclusions: (options) => conclusionsOn(grounds, options),
    endpoints,
  };
}

/** Puts what a scene has in its account there. */
function furnisher(
  { estate, closers }: Grounds,
  emulator: Emulator,
): (scene: Pick<Scene, 'estate' | 'start'>) => Promise<void> {
  const { home, settings } = estate;
  const stored = new StoredObjects(emulator.url);
  const values = [...tokenOf(estate), ...prometheusTokens(estate), ...loginsOf(settings)];
  const account = new AccountSeed(emulator, home, new Map(values));
  closers.add(() => account.close());
  return async ({ estate: { snapshot: there }, start }) => {
    await emulator.putKeys(keysOf(there));
    await account.put(there);
    await emulator.limitFunctions(limitIn(there, home));
    await stored.put(withBackups(bucketsOf(there, home), backupsIn(settings, there.objects), start));
  };
}

function endpoints({ dns, zoneIds, clientNames }: Scene): readonly string[] {
  return [
    `  aws route53 list-resource-record-sets --hosted-zone-id ${zoneIds[0]}`,
    'To ask its name server:',
    `  dig @${dns.address} -p ${dns.port} ${undotted(clientNames[0]?.name ?? '')}`,
  ];
}

function conclusionsOn(
  { estate, behaviour, isTrafficKnown, standIns }: RehearsedEstate,
  options: readonly string[],
): readonly string[] {
  const notSure = isTrafficKnown ? notSureAtFirst(estate, behaviour) : undefined;
  return [
    ...(notSure ? [notSureLine(notSure, options)] : []),
    ...notRehearsedHooks(standIns),
    ...whereFindingsAre(options),
  ];
}

function services(
  { get: scene, worldNow, machinesNow }: CurrentScene,
  { now }: ServiceSetting,
): Readonly<Record<string, ServiceHandler>> {
  const balancers = { loadBalancers: () => balancersOf(scene().estate.snapshot, scene().estate.home) };
  return {
    route53: (...asked) => scene().trail.recording(route53Service(scene().route53))(...asked),
    cloudtrail: cloudTrailService(() => scene().trail, now),
    aps: managedPrometheusService((url) => scene().prometheus.workspaceAt(url)),
    monitoring: monitoringService(monitoringSource(worldNow, now), { now }),
    rds: rdsService(databaseSource(() => scene().estate)),
    elasticloadbalancing: (...asked) =>
      elasticLoadBalancingService(balancers, machinesNow().targets)(...asked),
    wafv2: webAclService(balancers),
    autoscaling: (...asked) => autoScalingService(machinesNow().autoScaling)(...asked),
    ec2: (...asked) =>
      ec2Service(machinesNow().ec2, () => networkSource(scene().estate.snapshot, scene().estate.home))(
        ...asked,
      ),
  };
}
