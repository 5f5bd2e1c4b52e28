/** Clients that legacy takes and the cluster doesn't: they vanish without a trace. */
import { shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Attempt, Handshake, Hello, WebFailure, WebProbe } from '../../ports/web-probe.ts';
import type { AskedHost } from './asked-hosts.ts';
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

/** Where a host is asked on both sides, and the certificates that most clients get. */
export interface Compared {
  readonly host: AskedHost;
  readonly cluster: string;
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
  const lost = (await Promise.all(compared.map((each) => lostClients(each, probe)))).flat();
  if (lost.length > 0)
    return [...Map.groupBy(lost, ({ words }) => words)].map(([words, some]) =>
      lostFinding(subject, words, some),
    );
  if (compared.length === 0) return [];
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

async function lostClients({ host: { host }, cluster, legacy }: Compared, probe: WebProbe): Promise<Lost[]> {
  const shake = (address: string, hello?: Hello) => probe.handshake({ address, port: 443 }, host, hello);
  const usual = { cluster: await shake(cluster), legacy: await shake(legacy) };
  const lost = await Promise.all(
    CLIENT_KINDS.map(async ({ words, hello }): Promise<Lost[]> => {
      if (refuses(await shake(legacy, hello(host)), usual.legacy)) return [];
      const attempt = await shake(cluster, hello(host));
      return takes(attempt, usual.cluster) ? [] : [{ words, host, because: becauseOf(attempt) }];
    }),
  );
  return lost.flat();
}

/** Where the server doesn't say so, nobody knows: then it counts as one that takes them. */
const REFUSALS: readonly WebFailure[] = ['tls-refused', 'tls-failed', 'closed', 'no-tls'];

function refuses(attempt: Attempt<Handshake>, usual: Attempt<Handshake>): boolean {
  return attempt.answered ? !takes(attempt, usual) : REFUSALS.includes(attempt.failure);
}

/** A certificate that is wrong for all clients is another finding's. */
function takes(attempt: Attempt<Handshake>, usual: Attempt<Handshake>): boolean {
  if (!attempt.answered) return false;
  return attempt.value.certificate.coversName || (usual.answered && !usual.value.certificate.coversName);
}

function becauseOf(attempt: Attempt<Handshake>): string {
  if (!attempt.answered) return attempt.message;
  return `it shows them a certificate for ${attempt.value.certificate.names.slice(0, MOST_NAMED).join(', ') || 'no name'}`;
}
