import { countOf, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { certifies } from '../../domain/workloads/hosts.ts';
import { shown } from '../../domain/workloads/named.ts';
import type { Certificate } from '../../domain/workloads/objects.ts';
import { notes } from './notes.ts';

export const WHY_CERTIFICATES = 'cert-manager renews what the moved names are served with.';
const SUBJECT = 'certificates';

/** @param names that are moved, as people write them */
export function judgeCertificates(
  certificates: readonly Certificate[],
  names: readonly string[],
): readonly Finding[] {
  const notReady = certificates.filter(({ isReady }) => !isReady);
  const findings = notReady.map((each) => judgeNotReady(each, names));
  if (findings.length > 0) return findings;
  const seen =
    certificates.length === 0
      ? 'The cluster has no certificates of cert-manager.'
      : `${countOf(certificates.length, 'certificate')} ready.`;
  return [notes.pass(SUBJECT, 'certificates-ready', { seen, why: WHY_CERTIFICATES })];
}

function judgeNotReady(certificate: Certificate, names: readonly string[]): Finding {
  const subject = shown('certificate', certificate);
  const moved = names.filter((name) => certificate.dnsNames.some((each) => certifies(each, name)));
  const said = {
    seen: `It is not ready: ${withoutEnd(certificate.message) || 'cert-manager has said nothing of it'}.`,
    why: moved.length > 0 ? `It is for ${moved.join(', ')}.` : 'It is for none of the moved names.',
    toDo: `See \`cmctl status certificate -n ${certificate.namespace} ${certificate.name}\`. A challenge by HTTP can't succeed before the name has moved: use one by DNS.`,
  };
  return moved.length > 0
    ? notes.fail(subject, 'certificate-not-ready', said)
    : notes.warn(subject, 'certificate-not-ready', said);
}
