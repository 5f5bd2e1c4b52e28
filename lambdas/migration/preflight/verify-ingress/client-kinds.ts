/** Clients that legacy takes and the cluster doesn't: they vanish without a trace. */

import { shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { namesIn, type ServerCertificate } from '../../domain/certificate.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { Attempt, Handshake, Hello, WebFailure, WebProbe } from '../../ports/web-probe.ts';
import { notes } from './notes.ts';

/** A kind of client, and what it says first. Ciphers by OpenSSL's names (`openssl ciphers -v`). */
interface ClientKind {
  readonly words: string;
  readonly hello: (host: string) => Hello;
}

export const CLIENT_KINDS: readonly ClientKind[] = [
  { words: 'TLS 1.3 only', hello: (serverName) => ({ serverName, version: 'TLSv1.3' }) },
  { words: 'TLS 1.2 with GCM', hello: tls12('ECDHE+AESGCM:ECDHE+CHACHA20') },
  { words: 'TLS 1.2 with CBC', hello: tls12('ECDHE+AES:!AESGCM:!AESCCM') },
  { words: 'TLS 1.2 without forward secrecy', hello: tls12('kRSA+AES') },
  { words: 'TLS 1.2 without ECDSA', hello: tls12('ECDHE+aRSA') },
  { words: 'TLS 1.1', hello: (serverName) => ({ serverName, version: 'TLSv1.1' }) },
  { words: 'TLS 1.0', hello: (serverName) => ({ serverName, version: 'TLSv1' }) },
  { words: 'no server name (SNI)', hello: () => ({ serverName: '' }) },
];

function tls12(ciphers: string): ClientKind['hello'] {
  return (serverName) => ({ serverName, version: 'TLSv1.2', ciphers });
}

/** An address at which a TLS handshake succeeded as most clients make it. */
export interface Shaken {
  readonly address: string;
  readonly handshake: Handshake;
}

/** Where a host is asked on both sides. */
export interface Compared {
  readonly host: string;
  readonly cluster: Shaken;
  /** Address. */
  readonly legacy: string;
}

/** A kind of client that only legacy takes. */
interface Lost {
  readonly words: string;
  readonly host: string;
  readonly because: string;
}

/** @param subject the cluster's load balancer */
export async function compareClients(
  subject: string,
  compared: readonly Compared[],
  probe: WebProbe,
): Promise<readonly Finding[]> {
  const known = (await Promise.all(compared.map((each) => lostClients(each, probe)))).filter(
    (each) => each !== undefined,
  );
  const lost = known.flat();
  if (lost.length > 0)
    return [...Map.groupBy(lost, ({ words }) => words)].map(([words, some]) =>
      lostFinding(subject, words, some),
    );
  if (known.length === 0) return [];
  return [
    notes.pass(subject, 'ingress-clients-kept', {
      seen: `Of ${CLIENT_KINDS.map(({ words }) => words).join(', ')}, the cluster takes all that legacy takes.`,
      why: WHY,
    }),
  ];
}

const WHY = 'A client whose handshake is refused is counted by no alarm: it only stays away.';
const MOST_NAMED = 5;

function lostFinding(subject: string, words: string, lost: readonly Lost[]): Finding {
  const names = shortened([...new Set(lost.map(({ host }) => host))], MOST_NAMED, 'names').join(', ');
  return notes.fail(`${subject} (${words})`, 'ingress-clients-lost', {
    seen: `Legacy takes clients of this kind for ${names}, the cluster does not: ${lost[0]?.because}.`,
    why: WHY,
    toDo: "Give the cluster's listener legacy's TLS policy until the move is over. If nobody of this kind is left in legacy's access logs, accept this finding.",
  });
}

/** Undefined where legacy can't be asked what it takes: that it doesn't answer is another finding. */
async function lostClients(
  { host, cluster, legacy }: Compared,
  probe: WebProbe,
): Promise<readonly Lost[] | undefined> {
  const shake = (address: string, hello?: Hello) =>
    probe.handshake({ address, port: WEB_PORTS.https }, host, hello);
  const { certificate } = cluster.handshake;
  const usual = await shake(legacy);
  if (!usual.answered && !REFUSALS.includes(usual.failure)) return undefined;
  const ofLegacy = usual.answered ? usual.value.certificate : undefined;
  const lost = await Promise.all(
    CLIENT_KINDS.map(async ({ words, hello }): Promise<Lost[]> => {
      if (refuses(await shake(legacy, hello(host)), ofLegacy)) return [];
      const attempt = await shake(cluster.address, hello(host));
      return takes(attempt, certificate) ? [] : [{ words, host, because: becauseOf(attempt) }];
    }),
  );
  return lost.flat();
}

/** Where the server doesn't say so, nobody knows: then it counts as one that takes them. */
const REFUSALS: readonly WebFailure[] = ['tls-refused', 'tls-failed', 'closed', 'no-tls'];

/** @param usual what most clients get; undefined where they get none */
function refuses(attempt: Attempt<Handshake>, usual: ServerCertificate | undefined): boolean {
  return attempt.answered ? !takes(attempt, usual) : REFUSALS.includes(attempt.failure);
}

/** A certificate that is wrong for all clients is another finding's. */
function takes(attempt: Attempt<Handshake>, usual: ServerCertificate | undefined): boolean {
  return attempt.answered && (attempt.value.certificate.coversName || usual?.coversName === false);
}

function becauseOf(attempt: Attempt<Handshake>): string {
  if (!attempt.answered) return attempt.message;
  return `it shows them a certificate for ${namesIn(attempt.value.certificate)}`;
}
