/** Whether the zone lets the certificate's authority issue another one. Source: RFC 8659. */

import type { Finding } from '../../contract/findings.ts';
import type { ServerCertificate } from '../../domain/certificate.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { CaaRecord, Resolver } from '../../ports/resolver.ts';
import type { AskedHost } from './asked-hosts.ts';
import { caaDomainsOf } from './certificate-authorities.ts';
import { notes } from './notes.ts';

/** Those that count for a name, and the name at which they are; none anywhere: any authority may issue. */
interface Caa {
  readonly at: string;
  readonly records: readonly CaaRecord[];
}

export async function verifyRenewal(
  { host, subject }: AskedHost,
  certificate: ServerCertificate,
  caaOf: Resolver['caaOf'],
): Promise<Finding> {
  const wildcard = certificate.names.includes(host) ? undefined : wildcardFor(host, certificate);
  const name = wildcard?.slice('*.'.length) ?? host;
  const caa = await readingOf(() => relevantCaa(name, caaOf));
  return judgeRenewal(subject, certificate, wildcard !== undefined, caa);
}

function wildcardFor(host: string, { names }: ServerCertificate): string | undefined {
  const parent = host.replace(/^[^.]+/, '*');
  return names.find((name) => name.toLowerCase() === parent);
}

/** Climbs from the name towards the root, until there are any. */
async function relevantCaa(name: string, caaOf: Resolver['caaOf']): Promise<Caa | undefined> {
  const labels = name.split('.');
  for (let i = 0; i < labels.length; i++) {
    const at = labels.slice(i).join('.');
    const records = await caaOf(at);
    if (records.length > 0) return { at, records };
  }
  return undefined;
}

const WHY = 'A certificate that can’t be renewed ends the cluster’s traffic on its last day.';

function judgeRenewal(
  subject: string,
  { issuer }: ServerCertificate,
  isWildcard: boolean,
  caa: Reading<Caa | undefined>,
): Finding {
  const warn = (code: string, seen: string, toDo: string) =>
    notes.warn(subject, code, { seen, why: WHY, toDo });
  if (!caa.known)
    return warn(
      'ingress-renewal-unknown',
      `The CAA records could not be read: ${caa.why}`,
      'Read them yourself: `dig CAA <name>`, then its parents.',
    );
  const admitted = caa.value && admittedBy(caa.value, isWildcard);
  if (!caa.value || !admitted)
    return notes.pass(subject, 'ingress-renewal-allowed', {
      seen: 'No CAA record limits who may issue.',
      why: WHY,
    });
  const { at } = caa.value;
  const domains = caaDomainsOf(issuer);
  const listed = admitted.join(', ') || 'nobody';
  if (!domains)
    return warn(
      'ingress-renewal-unknown',
      `The CAA records of ${at} admit ${listed}. It is not known here what ${issuer} is called in them.`,
      'Read in the documentation of the authority under which domain it looks for itself, and compare.',
    );
  if (domains.some((domain) => admitted.includes(domain)))
    return notes.pass(subject, 'ingress-renewal-allowed', {
      seen: `The CAA records of ${at} admit ${listed}.`,
      why: WHY,
    });
  return warn(
    'ingress-renewal-forbidden',
    `The CAA records of ${at} admit ${listed}. The certificate is of ${issuer}, which must not issue another one.`,
    `Add a CAA record at ${at}: \`0 ${isWildcard ? 'issuewild' : 'issue'} "${domains[0]}"\`.`,
  );
}

/** Domains that may issue; undefined where no record is about that: then any may. */
function admittedBy({ records }: Caa, isWildcard: boolean): readonly string[] | undefined {
  const of = (tag: string) => records.filter((record) => record.tag.toLowerCase() === tag);
  const wild = isWildcard ? of('issuewild') : [];
  const deciding = wild.length > 0 ? wild : of('issue');
  if (deciding.length === 0) return undefined;
  return deciding
    .map(({ value }) => (value.split(';')[0] ?? '').trim().toLowerCase())
    .filter((domain) => domain !== '');
}
