/** Whether clients will trust the certificate, and for how long. */
import { percent } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { type Chain, namesIn, REFUSED_CHAINS, type ServerCertificate } from '../../domain/certificate.ts';
import type { Handshake } from '../../ports/web-probe.ts';
import { notes } from './notes.ts';

const WHY = 'Clients refuse a certificate that is not valid, and show an error instead of the page.';

/** Automatic renewal begins with a third of the lifetime left: cert-manager, Let's Encrypt's advice, ACM about so. */
const RENEWED_AT = 1 / 3;

/** Times are ISO 8601. */
export interface Times {
  readonly now: string;
  /** When the migration and its drain will be over, if all goes well; undefined if that is unknown. */
  readonly endsAt: string | undefined;
}

/** Every problem of it, whichever others there are. */
export function judgeCertificate(
  { subject, host }: { readonly subject: string; readonly host: string },
  address: string,
  { version, certificate }: Handshake,
  times: Times,
): Finding[] {
  const fail = (code: string, seen: string, toDo: string) =>
    notes.fail(subject, code, { seen: `At ${address}: ${seen}`, why: WHY, toDo });
  const problems = [
    ...judgeName(certificate, host, fail),
    ...judgeChain(certificate, fail),
    ...judgeTime(certificate, times, fail),
  ];
  if (problems.length > 0) return problems;
  const seen = `${version}; ${described(certificate)}, ${leftInWords(certificate, times)}.`;
  if (shareLeft(certificate, times) >= RENEWED_AT)
    return [notes.pass(subject, 'ingress-certificate-valid', { seen, why: WHY })];
  return [
    notes.warn(subject, 'ingress-renewal-late', {
      seen,
      why: 'Automatic renewal begins with a third of the lifetime left. This one is late, so it may not work.',
      toDo: "Check who renews it: cert-manager's Certificate and its events, or ACM's renewal status.",
    }),
  ];
}

type Fail = (code: string, seen: string, toDo: string) => Finding;

function judgeName(certificate: ServerCertificate, host: string, fail: Fail): Finding[] {
  if (certificate.coversName) return [];
  return [
    fail(
      'ingress-certificate-name',
      `asked for ${host}, the server shows a certificate for ${namesIn(certificate)} (${described(certificate)}).`,
      'Give the ingress a certificate for this name. A default certificate of the controller means that no ingress has the name.',
    ),
  ];
}

const CHAINS: Readonly<Partial<Record<Chain, { code: string; toDo: string }>>> = {
  'self-signed': {
    code: 'ingress-certificate-self-signed',
    toDo: 'Give the ingress a certificate of a public authority. Controllers show a self-signed one while they have none for the name.',
  },
  incomplete: {
    code: 'ingress-chain-incomplete',
    toDo: 'Append the intermediate certificates to the certificate (`fullchain.pem`, not `cert.pem`). Browsers that have seen them elsewhere hide this; other clients fail.',
  },
  'unknown-authority': {
    code: 'ingress-certificate-authority',
    toDo: 'Use a public authority. A staging authority, such as that of Let’s Encrypt, is trusted by nobody.',
  },
};

function judgeChain(certificate: ServerCertificate, fail: Fail): Finding[] {
  const problem = CHAINS[certificate.chain];
  if (!problem) return [];
  return [
    fail(problem.code, `${described(certificate)}: ${REFUSED_CHAINS[certificate.chain]}.`, problem.toDo),
  ];
}

function judgeTime(certificate: ServerCertificate, times: Times, fail: Fail): Finding[] {
  const { validFrom, validUntil } = certificate;
  const { now, endsAt } = times;
  const what = described(certificate);
  if (validUntil <= now)
    return [fail('ingress-certificate-expired', `${what} expired at ${validUntil}.`, 'Renew it.')];
  if (validFrom > now)
    return [
      fail(
        'ingress-certificate-not-yet-valid',
        `${what} is valid from ${validFrom}.`,
        'Wait until then, or issue another one.',
      ),
    ];
  if (endsAt === undefined || validUntil > endsAt) return [];
  return [
    fail(
      'ingress-certificate-ends-early',
      `${what}, ${leftInWords(certificate, times)}.`,
      'Renew it before the start. If you have seen it being renewed automatically, accept this finding.',
    ),
  ];
}

function described({ subject, issuer, validUntil }: ServerCertificate): string {
  return `CN=${subject}, issued by ${issuer}, valid until ${validUntil}`;
}

function leftInWords(certificate: ServerCertificate, times: Times): string {
  const left = `${percent(100 * shareLeft(certificate, times))} of its lifetime left`;
  return times.endsAt === undefined ? left : `${left}; the drain ends at ${times.endsAt} at the earliest`;
}

function shareLeft({ validFrom, validUntil }: ServerCertificate, { now }: Times): number {
  const [from, until] = [Date.parse(validFrom), Date.parse(validUntil)];
  return (until - Date.parse(now)) / (until - from);
}
