/** Takes a snapshot: everything that the configuration names, account by account. */
import type { FileKind } from '../rehearsal/snapshot/file-kind.ts';
import { RECORD_SETS } from '../rehearsal/snapshot/kinds/route53.ts';
import { type Asking, AwsClients, type Identity } from './aws/clients.ts';
import type { Staging } from './folder/staging.ts';
import { takeCredentials, takeRoles } from './parts/access.ts';
import { takeAlarms } from './parts/alarms.ts';
import { type BalancerRead, type ClassicRead, takeBalancers } from './parts/balancers.ts';
import { takeDatabases } from './parts/databases.ts';
import { callsOf } from './parts/index.ts';
import { askForKubectl } from './parts/kubectl.ts';
import { takeLimits } from './parts/limits.ts';
import { clusterPlaces, takeMachines } from './parts/machines.ts';
import { takeMetrics, type Window, windowUntil } from './parts/metrics.ts';
import { takeNetworks } from './parts/networks.ts';
import { takeSecurityGroups } from './parts/security-groups.ts';
import { takeBuckets } from './parts/state-store.ts';
import { PRIVATE_ZONES, takePrivateZones, takeZones, type ZoneRead } from './parts/zones.ts';
import { withoutSecrets } from './redact/kops-spec.ts';
import { withHashedTexts } from './redact/txt.ts';
import { AwsSource, type Progress } from './source/aws-source.ts';
import type { Source } from './source/source.ts';
import { balancersMoved, balancersNamed } from './wanted/named-balancers.ts';
import { type Settled, type SynthesisedParts, settledFrom } from './wanted/settled.ts';
import type { AccountWanted, RegionWanted } from './wanted/wanted.ts';

export interface TakeOptions {
  readonly staging: Staging;
  readonly keepTxt: boolean;
  readonly identities: ReadonlyMap<string, Identity>;
  readonly asking: Asking;
  readonly progress: Progress;
  /** More than that of the clients, for tests. */
  readonly clientOptions?: object;
}

/** What came of the questions. */
export type Answered = Pick<AwsSource, 'denials' | 'absences' | 'byHands'>;

export async function takeAll(
  accounts: readonly AccountWanted[],
  options: TakeOptions,
): Promise<readonly Answered[]> {
  const sources = accounts.map((account) => sourceOf(account, options));
  try {
    await readFrom(sources, options.staging.startedAt);
    return sources.map(({ source }) => source);
  } finally {
    for (const { close } of sources) close();
  }
}

/** What the configuration shows only when AWS says it. */
export async function settleAll(
  parts: SynthesisedParts,
  accounts: readonly AccountWanted[],
  options: TakeOptions,
): Promise<Settled & { readonly answered: readonly Answered[] }> {
  const sources = accounts.map((account) => sourceOf(account, options));
  try {
    const of = (account: string) => sources.find(({ wanted }) => wanted.account === account)?.source;
    return { ...(await settledFrom(parts, of)), answered: sources.map(({ source }) => source) };
  } finally {
    for (const { close } of sources) close();
  }
}

/** Where an account is read from. */
export interface ReadAccount {
  readonly wanted: AccountWanted;
  readonly source: Source;
  /** The role of an account's zones may read them, and nothing of IAM. */
  readonly isByRole: boolean;
}

/** Everything, account by account. @param now epoch milliseconds */
export async function readFrom(accounts: readonly ReadAccount[], now: number): Promise<void> {
  const window = windowUntil(now);
  const zones: ZoneRead[] = [];
  for (const { wanted, source } of accounts) zones.push(...(await takeZones(wanted, source)));
  for (const { wanted, source, isByRole } of accounts) {
    if (PRIVATE_ZONES.isIn(wanted)) await takePrivateZones(wanted, source, zones);
    for (const region of wanted.regions) await takeRegion(region, source, zones, window);
    await takeBuckets(wanted, source);
    if (!isByRole) await takeRoles(wanted, source);
  }
}

async function takeRegion(
  region: RegionWanted,
  source: Source,
  zones: readonly ZoneRead[],
  window: Window,
): Promise<void> {
  const places = await clusterPlaces(region, source);
  const records = zones.flatMap((zone) => zone.records);
  const named = balancersNamed(records, region.migrations, region.region);
  const { classic, balancerArns: arns } = places;
  const balancers = await takeBalancers(region, source, { named, classic, arns });
  const { targetGroups, securityGroupIds } = await takeMachines(region, source, balancers, places);
  const alarms = await takeAlarms(region, source);
  const moved = balancersMoved(records, region.migrations, region.region);
  const between = balancers.filter((each) => namesOf(each).some((name) => moved.has(name)));
  const databases = await takeDatabases(region, source);
  await takeNetworks(region, source, databases);
  const fronts = balancers.filter((each) =>
    each.family === 'classic' ? classic.has(each.name) : arns.has(each.arn),
  );
  const ofFronts = fronts.flatMap((each) => each.securityGroupIds);
  await takeSecurityGroups(region, source, databases, [...securityGroupIds, ...ofFronts]);
  await takeCredentials(region, source);
  await takeLimits(region, source);
  await askForKubectl(region, source);
  await takeMetrics(region, source, { balancers: between, targetGroups, alarms }, window);
}

/** By which records lead to it. */
function namesOf(balancer: ClassicRead | BalancerRead): readonly string[] {
  return [balancer.dnsName, ...(balancer.family === 'classic' ? [] : balancer.fronts)];
}

function sourceOf(wanted: AccountWanted, options: TakeOptions) {
  const { staging, keepTxt, identities, asking, progress, clientOptions } = options;
  const identity = identities.get(wanted.account) ?? {};
  const byRegion = new Map<string, AwsClients>();
  const clients = (region: string): AwsClients => {
    const made = byRegion.get(region) ?? new AwsClients(region, identity, asking, clientOptions);
    byRegion.set(region, made);
    return made;
  };
  const account = { account: wanted.account, region: wanted.region, clients, calls: callsOf(wanted) };
  const redacted = <C>(kind: FileKind<C>, content: C): C =>
    kind === (RECORD_SETS as unknown) && !keepTxt ? (withHashedTexts(content as never) as C) : content;
  return {
    wanted,
    isByRole: identity.role !== undefined,
    source: new AwsSource(account, { staging, progress, redacted, redactedText: withoutSecrets }),
    close: () => {
      for (const each of byRegion.values()) each.close();
    },
  };
}
