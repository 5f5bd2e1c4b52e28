/** Which controller answers, as far as it shows: one of them is kept up by nobody. */

import type { Finding } from '../../contract/findings.ts';
import type { ServerCertificate } from '../../domain/certificate.ts';
import type { WebAnswer } from '../../ports/web-probe.ts';
import { notes } from './notes.ts';

const RETIRED = 'ingress-nginx';
/** What its self-signed default certificate is called. Source: its documentation, "TLS/HTTPS", "Default SSL Certificate". */
const DEFAULT_CERTIFICATE = 'Kubernetes Ingress Controller Fake Certificate';

interface Seen {
  /** The cluster's load balancer. */
  readonly subject: string;
  /** As configured; '' where it isn't. */
  readonly controller: string;
  readonly noHost: WebAnswer | undefined;
  readonly certificates: readonly ServerCertificate[];
}

export function judgeController({ subject, controller, noHost, certificates }: Seen): Finding[] {
  const sign = controller === '' ? signOf(noHost, certificates) : undefined;
  if (controller !== RETIRED && sign === undefined) return [];
  return [
    notes.warn(subject, 'ingress-nginx-retired', {
      seen: sign ?? `\`ingress.controller\` says ${RETIRED}.`,
      why: `${RETIRED} was retired in March 2026. Nobody fixes its security holes any more.`,
      toDo: 'Plan to replace it, by a gateway for example. If something else answers here, name it in `ingress.controller`.',
    }),
  ];
}

/** What only the controller itself says: an application behind it may be nginx, too. */
function signOf(
  noHost: WebAnswer | undefined,
  certificates: readonly ServerCertificate[],
): string | undefined {
  if (certificates.some(({ subject }) => subject === DEFAULT_CERTIFICATE))
    return `It shows the certificate “${DEFAULT_CERTIFICATE}”, which is ${RETIRED}'s.`;
  const server = noHost?.headers.server ?? '';
  if (/^nginx\b/i.test(server)) return `For a name that nobody has, the server calls itself ${server}.`;
  if (noHost && /<center>nginx<\/center>|default backend - 404/.test(noHost.body))
    return `Its answer for a name that nobody has is that of ${RETIRED}'s default backend.`;
  return undefined;
}
