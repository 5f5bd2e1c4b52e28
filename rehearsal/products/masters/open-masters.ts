/** The masters of a cluster: simulated machines with real etcd, and API servers that speak for it. */

import { randomBytes } from 'node:crypto';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CLUSTER_TAG, type MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { AppRefused } from '../../app/choose.ts';
import { mastersIn } from '../../app/masters/masters.ts';
import { allCallsAllowed, allCallsUnderstood, someCallsJudged } from '../../checks/calls.ts';
import type { Check } from '../../checks/check.ts';
import { nothingRuns, nothingSentTwice } from '../../checks/executions.ts';
import {
  membersServe,
  noVolumeTorn,
  noWriteLost,
  quorumKept,
  versionAsked,
  writesWentOn,
} from '../../checks/masters/etcd.ts';
import type { MastersEvidence } from '../../checks/masters/evidence.ts';
import { allInService, nothingWaits } from '../../checks/masters/machines.ts';
import { MASTERS_EXCEPTIONS } from '../../checks/masters/unused.ts';
import type { ComputeEngine, HookSeed } from '../../compute/index.ts';
import { ETCD_TAG, type MastersEstate, mastersEstateOf } from '../../estate/masters/estate.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
  type ServiceHandler,
} from '../../gateway/index.ts';
import { SimulatedNetwork } from '../../network/simulated-network.ts';
import { mastersFigures } from '../../report/masters/figures.ts';
import { mastersRecord } from '../../report/masters/record.ts';
import {
  computeOf,
  type MastersGiven,
  type MastersScene,
  setMastersScene,
} from '../../scenes/masters/scene.ts';
import { commandOf } from '../../snapshot/file-kind.ts';
import { GROUPS } from '../../snapshot/kinds/autoscaling.ts';
import { VOLUMES } from '../../snapshot/kinds/ec2.ts';
import { SECRETS } from '../../snapshot/kinds/secretsmanager.ts';
import { patched } from '../../snapshot/patch.ts';
import { secretArns } from '../../snapshot/secret-arns.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { authority, type Certificate, LONG } from '../../tools/certificates.ts';
import { deployedValues } from '../../values/deployed-values.ts';
import { mastersBody } from '../../view/masters/body.ts';
import { requireAccountOf } from '../../worlds/account-of.ts';
import { fromFuture, oldAge } from '../../worlds/age.ts';
import type { Backstage, OpenProduct, Product } from '../product.ts';

const ALWAYS: readonly Check<MastersEvidence>[] = [
  noWriteLost,
  quorumKept,
  writesWentOn,
  membersServe,
  versionAsked,
  noVolumeTorn,
  allInService,
  nothingWaits,
  allCallsAllowed,
  allCallsUnderstood,
  someCallsJudged,
  nothingRuns,
  nothingSentTwice,
];

/** The sweep runs for ever. */
const HOUR = 3_600_000;

type MastersProduct = Product<MastersEstate, MastersGiven, MastersScene, MastersEvidence>;

export const openMasters: OpenProduct<MastersEstate, MastersGiven, MastersScene, MastersEvidence> = async (
  backstage,
) => {
  const [found] = mastersIn([backstage.stack]);
  if (!found) throw new AppRefused(`The stack ${backstage.stack.name} keeps no masters.`);
  const taken = await backstage.world.snapshot();
  requireAccountOf(found, taken);
  const { settings, imports } = deployedValues(found, taken);
  const snapshot = await patched(taken, backstage.patches);
  requireMasters(mastersEstateOf(settings, snapshot));
  const authorityOfCluster = await authority('kubernetes-ca', LONG);
  const now = Date.now();
  const notes = [...oldAge(taken, now), ...fromFuture(taken, now)];
  return { ...mastersProduct(backstage, settings, snapshot, { authorityOfCluster, notes }), imports };
};

/** @throws AppRefused if the snapshot has none of the cluster's */
function requireMasters({ home, members, settings: { cluster }, snapshot }: MastersEstate): void {
  if (members.length > 0) return;
  const run = [GROUPS, VOLUMES].map((kind) => commandOf(kind, home)).join('; ');
  throw new AppRefused(
    `The snapshot ${snapshot.folder} has no etcd volume of the cluster ${cluster}, which kops tags ${CLUSTER_TAG}=${cluster} and ${ETCD_TAG}main. Correct \`cluster\`, or take the snapshot again: ${run}`,
  );
}

interface Surroundings {
  readonly authorityOfCluster: Certificate;
  /** What is said before anything is played. */
  readonly notes: readonly string[];
}

function mastersProduct(
  { folder, log }: Backstage,
  settings: MastersSettings,
  snapshot: Snapshot,
  { authorityOfCluster, notes }: Surroundings,
): Omit<MastersProduct, 'imports'> {
  const estate = mastersEstateOf(settings, snapshot);
  const { home } = estate;
  // Functions keep what they have read: network and token are the same in every scene.
  const network = new SimulatedNetwork(folder);
  network.trust(settings.api.certificateAuthority, authorityOfCluster.cert);
  const token = randomBytes(32).toString('base64url');
  let engine: ComputeEngine | undefined;
  const compute = (): ComputeEngine => {
    if (!engine) throw new Error('The instances were used before they were made.');
    return engine;
  };
  return {
    home,
    machines: settings.name,
    notes,
    estateWith: async (planted) => mastersEstateOf(settings, await patched(snapshot, planted)),
    longestWait: 12 * HOUR,
    functionEnvironment: network.environment,
    functionPreloads: [SimulatedNetwork.preload],
    services: () => services(compute),
    resources: () => compute().resources,
    prepare: async (emulator, { secretsManager }, { now }) => {
      const arns = secretArns(snapshot, home, [settings.api.tokenSecretArn]);
      await emulator.giveSecretArns([...arns.values()]);
      for (const { Name } of snapshot.find(SECRETS, home)?.SecretList ?? [])
        await secretsManager.send(new CreateSecretCommand({ Name, SecretString: token }));
      // The deployment puts hooks on the groups that it finds.
      engine = computeOf(estate, { now, seed: 0 });
    },
    setScene: async (given = {}, setting) => {
      const hooks = hooksOf(compute());
      const scene = await setMastersScene({
        ...setting,
        given,
        settings,
        authority: authorityOfCluster,
        snapshot,
        folder,
        network,
        token,
        hooks,
        log,
      });
      engine = scene.engine;
      return scene;
    },
    witness: async (scene) => async (account) => {
      for (const writer of scene.writers.values()) await writer.stop();
      return { ...account, scene };
    },
    always: ALWAYS,
    mayBeUnused: MASTERS_EXCEPTIONS,
    figures: mastersFigures,
    record: mastersRecord,
    body: mastersBody,
    endpoints: ({ masters }) => [
      '  aws autoscaling describe-auto-scaling-groups',
      '  aws ec2 describe-volumes',
      'To ask a member of etcd:',
      ...masters.etcdClusters.map(
        ({ name, members }) =>
          `  etcdctl --endpoints ${members.map(({ clientPort }) => `127.0.0.1:${clientPort}`).join()} endpoint status  # ${name}`,
      ),
    ],
  };
}

function services(compute: () => ComputeEngine): Readonly<Record<string, ServiceHandler>> {
  const nobodys = { loadBalancers: () => [] };
  return {
    autoscaling: (...asked) => autoScalingService(compute().autoScaling)(...asked),
    ec2: (...asked) => ec2Service(compute().ec2)(...asked),
    elasticloadbalancing: (...asked) => elasticLoadBalancingService(nobodys, compute().targets)(...asked),
  };
}

/** The hooks that are on a master's group now: those of another scene begin with the same. */
function hooksOf({ autoScaling }: ComputeEngine): readonly HookSeed[] {
  const [{ AutoScalingGroupName } = { AutoScalingGroupName: '' }] =
    autoScaling.describeAutoScalingGroups().AutoScalingGroups;
  return autoScaling.describeLifecycleHooks({ AutoScalingGroupName }).LifecycleHooks.map((hook) => ({
    name: hook.LifecycleHookName,
    transition: hook.LifecycleTransition,
    heartbeatSeconds: hook.HeartbeatTimeout,
    defaultResult: hook.DefaultResult,
    metadata: hook.NotificationMetadata,
  }));
}
