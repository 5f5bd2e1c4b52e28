import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { LOAD_BALANCERS } from '../../rehearsal/snapshot/kinds/elbv2.ts';
import { DESCRIBE_INTERFACES } from '../calls/ec2.ts';
import {
  BALANCER_SETTINGS,
  CLASSIC_HEALTH,
  CLASSIC_SETTINGS,
  DESCRIBE_BALANCERS,
  DESCRIBE_CLASSIC,
  DESCRIBE_LISTENERS,
  DESCRIBE_RESERVATION,
  GET_WEB_ACL,
  LISTENER_SETTINGS,
} from '../calls/load-balancers.ts';
import { LIST_BEHIND, LIST_TARGETS } from '../calls/targets.ts';
import { one, type Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import { inPieces } from './in-pieces.ts';
import type { Part } from './part.ts';

/** Masters may be behind one, too. */
export const CLASSIC: Part = {
  calls: [DESCRIBE_CLASSIC, CLASSIC_HEALTH, CLASSIC_SETTINGS, DESCRIBE_INTERFACES],
  isIn: ({ regions }) => regions.length > 0,
};

export const BALANCERS: Part = {
  calls: [
    DESCRIBE_BALANCERS,
    BALANCER_SETTINGS,
    DESCRIBE_LISTENERS,
    LISTENER_SETTINGS,
    DESCRIBE_RESERVATION,
    GET_WEB_ACL,
    LIST_BEHIND,
    LIST_TARGETS,
  ],
  isIn: ({ regions }) => regions.some(({ migrations }) => migrations.length > 0),
};

export interface ClassicRead {
  readonly family: 'classic';
  readonly name: string;
  /** In lower case. */
  readonly dnsName: string;
  readonly instances: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface BalancerRead {
  readonly family: 'application' | 'network';
  readonly name: string;
  readonly dnsName: string;
  readonly arn: string;
  readonly securityGroupIds: readonly string[];
  /** DNS names of those whose target it is. */
  readonly fronts: readonly string[];
}

/** Account and region. */
type Where = Pick<RegionWanted, 'account' | 'region'>;

export interface BalancersWanted {
  /** DNS names in lower case. */
  readonly named: ReadonlySet<string>;
  /** Those before the masters: names of classic ones, … */
  readonly classic: ReadonlySet<string>;
  /** … and ARNs of the others. */
  readonly arns: ReadonlySet<string>;
}

export async function takeBalancers(
  { account, region, migrations }: RegionWanted,
  source: Source,
  wanted: BalancersWanted,
): Promise<readonly (ClassicRead | BalancerRead)[]> {
  const where = { account, region };
  const balancers = [
    ...(await takeClassic(where, source, wanted)),
    ...(migrations.length > 0 ? await takeOthers(where, source, wanted) : []),
  ];
  // An interface's description names its balancer.
  const descriptions = balancers.map(
    (each) => `ELB ${each.family === 'classic' ? each.name : idOf(each.arn)}`,
  );
  await source.file(DESCRIBE_INTERFACES, where, (ask) =>
    inPieces(ask, 'description', descriptions, { NetworkInterfaces: [] }),
  );
  return balancers;
}

async function takeClassic(
  where: Where,
  source: Source,
  { named, classic }: BalancersWanted,
): Promise<readonly ClassicRead[]> {
  const isWanted = (each: { readonly DNSName: string; readonly LoadBalancerName: string }): boolean =>
    isNamed(each, named) || classic.has(each.LoadBalancerName);
  const described = await source.file(DESCRIBE_CLASSIC, where, async (ask) => {
    const all = await ask({});
    return all && { ...all, LoadBalancerDescriptions: all.LoadBalancerDescriptions.filter(isWanted) };
  });
  const read: ClassicRead[] = [];
  for (const each of described?.LoadBalancerDescriptions ?? []) {
    const { LoadBalancerName: name, DNSName, SecurityGroups: securityGroupIds = [] } = each;
    const at = { ...where, names: [name] };
    const health = await one(source, CLASSIC_HEALTH, at, { LoadBalancerName: name });
    await one(source, CLASSIC_SETTINGS, at, { LoadBalancerName: name });
    const instances = (health?.InstanceStates ?? []).map(({ InstanceId }) => InstanceId);
    read.push({ family: 'classic', name, dnsName: DNSName.toLowerCase(), instances, securityGroupIds });
  }
  return read;
}

async function takeOthers(
  where: Where,
  source: Source,
  { named, arns }: BalancersWanted,
): Promise<readonly BalancerRead[]> {
  let fronts: Fronts | undefined;
  const described = await source.file(DESCRIBE_BALANCERS, where, async (ask) => {
    const all = await ask({});
    if (!all) return undefined;
    const behind = await frontsIn(where, source, all.LoadBalancers, named);
    fronts = behind;
    const isWanted = (each: DescribedBalancer): boolean =>
      isNamed(each, named) || behind.has(each.LoadBalancerArn) || arns.has(each.LoadBalancerArn);
    return { ...all, LoadBalancers: all.LoadBalancers.filter(isWanted) };
  });
  const balancers = described?.LoadBalancers ?? [];
  // An interrupted run has the file already.
  fronts ??= await frontsIn(where, source, balancers, named);
  const read: BalancerRead[] = [];
  for (const each of balancers) {
    const { LoadBalancerName: name, LoadBalancerArn: arn, DNSName, Type: family } = each;
    read.push({
      ...{ family, name, arn },
      dnsName: DNSName.toLowerCase(),
      securityGroupIds: each.SecurityGroups ?? [],
      fronts: fronts.get(arn) ?? [],
    });
    // Of one before the masters it matters only whom it lets in.
    if (isNamed(each, named) || fronts.has(arn)) await takeSettings(where, source, each);
  }
  return read;
}

type DescribedBalancer = ContentOf<typeof LOAD_BALANCERS>['LoadBalancers'][number];

/** By the ARN of a load balancer, DNS names of those whose target it is. */
type Fronts = ReadonlyMap<string, readonly string[]>;

async function frontsIn(
  where: Where,
  source: Source,
  balancers: readonly DescribedBalancer[],
  named: ReadonlySet<string>,
): Promise<Fronts> {
  const fronts = new Map<string, string[]>();
  for (const front of balancers.filter((each) => each.Type === 'network' && isNamed(each, named))) {
    const groups = await source.list(LIST_BEHIND, where, { arn: front.LoadBalancerArn });
    for (const { TargetGroupArn, TargetGroupName, TargetType } of groups?.TargetGroups ?? []) {
      if (TargetType !== 'alb') continue;
      const targets = await source.list(LIST_TARGETS, where, { arn: TargetGroupArn, name: TargetGroupName });
      for (const { Target } of targets?.TargetHealthDescriptions ?? [])
        fronts.set(Target.Id, [...(fronts.get(Target.Id) ?? []), front.DNSName.toLowerCase()]);
    }
  }
  return fronts;
}

async function takeSettings(
  where: Where,
  source: Source,
  { LoadBalancerName, LoadBalancerArn, Type }: DescribedBalancer,
): Promise<void> {
  const at = { ...where, names: [LoadBalancerName] };
  await one(source, BALANCER_SETTINGS, at, { LoadBalancerArn });
  await one(source, DESCRIBE_RESERVATION, at, { LoadBalancerArn });
  // Without one, AWS answers with nothing, and the CLI prints nothing.
  if (Type === 'application')
    await source.file(GET_WEB_ACL, at, async (ask) => {
      const answer = await ask({ ResourceArn: LoadBalancerArn });
      return answer?.WebACL && answer;
    });
  await takeListeners(at, source, LoadBalancerArn, Type);
}

/** Of an application load balancer's listeners, nothing is read of their attributes. */
async function takeListeners(
  at: Where & { readonly names: readonly string[] },
  source: Source,
  LoadBalancerArn: string,
  family: string,
): Promise<void> {
  const listeners = await one(source, DESCRIBE_LISTENERS, at, { LoadBalancerArn });
  if (family !== 'network') return;
  for (const { ListenerArn } of listeners?.Listeners ?? [])
    await one(
      source,
      LISTENER_SETTINGS,
      { ...at, names: [ListenerArn.replace(/^.*\//, '')] },
      { ListenerArn },
    );
}

function isNamed({ DNSName }: { readonly DNSName: string }, named: ReadonlySet<string>): boolean {
  return named.has(DNSName.toLowerCase());
}

function idOf(arn: string): string {
  return arn.replace(/^.*:loadbalancer\//, '');
}
