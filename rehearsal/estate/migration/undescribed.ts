import { parseLoadBalancerName } from '../../../lambdas/migration/contract/load-balancer-name.ts';
import { displayName, dotted, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { commandOf, type FileKind, pathOf } from '../../snapshot/file-kind.ts';
import { CLASSIC_LOAD_BALANCERS } from '../../snapshot/kinds/elb.ts';
import { LOAD_BALANCER_ATTRIBUTES, LOAD_BALANCERS } from '../../snapshot/kinds/elbv2.ts';
import { takeAgain } from '../../snapshot/manifest.ts';
import type { Estate } from './estate.ts';
import { endsByName, withoutDualstack } from './legacy-ends.ts';

/** With what a snapshot says which load balancers there are. */
const LISTS: readonly FileKind[] = [LOAD_BALANCERS, CLASSIC_LOAD_BALANCERS];

/** Why nothing is known of a load balancer that the snapshot does not describe, with what to run; '' if both lists are there. */
export function listsMissing({ home, snapshot }: Pick<Estate, 'home' | 'snapshot'>): string {
  const missing = LISTS.filter((kind) => snapshot.find(kind, home) === undefined);
  return missing
    .map((kind) => `The snapshot lacks ${pathOf(kind, home)}. Run: ${commandOf(kind, home)}`)
    .join(' ');
}

/** Load balancers of the migration's region to which moved names lead, and that the snapshot does not describe: as sentences. */
export function undescribedIn(estate: Estate): readonly string[] {
  const { home, snapshot } = estate;
  const described = new Set(
    [
      ...snapshot.all(LOAD_BALANCERS).flatMap(({ content }) => content.LoadBalancers),
      ...snapshot.all(CLASSIC_LOAD_BALANCERS).flatMap(({ content }) => content.LoadBalancerDescriptions),
    ].map(({ DNSName }) => undotted(DNSName)),
  );
  const leading = [...endsByName(estate)].flatMap(([name, ends]) =>
    ends.map((end) => ({ name: displayName(name), balancer: undotted(end) })),
  );
  const unknown = leading.filter(
    ({ balancer }) => parseLoadBalancerName(balancer)?.region === home.region && !described.has(balancer),
  );
  const missing = listsMissing(estate);
  const why =
    missing ||
    `If it is in the account ${home.account}, records and load balancers are of different times. ${takeAgain(snapshot.folder)}`;
  return [...Map.groupBy(unknown, ({ balancer }) => balancer)].map(([balancer, names]) => {
    const [first] = names;
    const others = names.length - 1;
    const lead = others === 0 ? 'leads' : `and ${others} other ${others === 1 ? 'name' : 'names'} lead`;
    return `${first?.name} ${lead} to the load balancer ${balancer}, which the snapshot does not describe.${isAccepted(estate, balancer) ? '' : NOT_READY} ${why}`;
  });
}

/** What comes of it, by the word of VerifyLegacy. */
const NOT_READY =
  ' With this snapshot no migration begins: VerifyLegacy can’t look up its hosts (legacy-hosts-unknown).';

/** Application load balancers that the migration uses, without the file of their attributes: as sentences. */
export function attributesMissingIn(estate: Estate): readonly string[] {
  return withoutAttributes(estate).map(
    ({ name, file, command }) =>
      `The snapshot lacks ${file}, so it is not known how long open connections to ${name} last. Run: ${command}`,
  );
}

interface WithoutAttributes {
  readonly name: string;
  /** Lower case. */
  readonly dnsName: string;
  readonly file: string;
  readonly command: string;
}

export function withoutAttributes(estate: Estate): readonly WithoutAttributes[] {
  const { home, settings, snapshot } = estate;
  const target = settings.target.kind === 'load-balancer' ? [withoutDualstack(settings.target.dnsName)] : [];
  const used = new Set([...[...endsByName(estate).values()].flat(), ...target]);
  const balancers = snapshot.find(LOAD_BALANCERS, home)?.LoadBalancers ?? [];
  return balancers
    .map((each) => ({ ...each, dnsName: each.DNSName.toLowerCase() }))
    .filter(({ Type, dnsName }) => Type === 'application' && used.has(dotted(dnsName)))
    .flatMap(({ LoadBalancerName: name, LoadBalancerArn, dnsName }) => {
      const place = { ...home, names: [name] };
      if (snapshot.find(LOAD_BALANCER_ATTRIBUTES, place)) return [];
      const command = commandOf(LOAD_BALANCER_ATTRIBUTES, place).replace(/<ARN of .*?>/, LoadBalancerArn);
      return [{ name, dnsName, file: pathOf(LOAD_BALANCER_ATTRIBUTES, place), command }];
    });
}

function isAccepted({ settings }: Estate, balancer: string): boolean {
  return settings.acceptances.some(
    ({ id, subject }) => id === 'legacy-hosts-unknown' && subject === balancer,
  );
}
