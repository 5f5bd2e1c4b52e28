/** What the cluster answers for a name that nobody has: what its controller says by itself. */

import { onceEach } from '../../../shared/domain/once-each.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { WebAnswer, WebProbe, WebRequest } from '../../ports/web-probe.ts';

/** A name that can't exist. Source: RFC 6761, 6.4. */
const NOBODY = 'kops-cutover-asks.invalid';

/** Undefined where it answers nothing: some controllers end the handshake for such a name. */
export type NoHost = (
  address: string,
  request: Pick<WebRequest, 'scheme' | 'path'>,
) => Promise<WebAnswer | undefined>;

/** Each is asked once. */
export function noHostAnswers(probe: WebProbe): NoHost {
  const ask = onceEach((address: string, scheme: WebRequest['scheme'], path: string) =>
    askNobody(probe, address, { scheme, host: NOBODY, path }),
  );
  return (address, { scheme, path }) => ask(address, scheme, path);
}

async function askNobody(
  probe: WebProbe,
  address: string,
  request: WebRequest,
): Promise<WebAnswer | undefined> {
  const attempt = await probe.get({ address, port: WEB_PORTS[request.scheme] }, request);
  return attempt.answered ? attempt.value : undefined;
}
