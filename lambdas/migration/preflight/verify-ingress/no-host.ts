/** What the cluster answers for a name that nobody has: what its controller says by itself. */
import type { WebAnswer, WebProbe, WebRequest } from '../../ports/web-probe.ts';

/** A name that can't exist. Source: RFC 6761, 6.4. */
const NOBODY = 'kops-cutover-asks.invalid';
const PORTS = { http: 80, https: 443 } as const;

/** Undefined where it answers nothing: some controllers end the handshake for such a name. */
export type NoHost = (
  address: string,
  request: Pick<WebRequest, 'scheme' | 'path'>,
) => Promise<WebAnswer | undefined>;

/** Each is asked once. */
export function noHostAnswers(probe: WebProbe): NoHost {
  const asked = new Map<string, Promise<WebAnswer | undefined>>();
  return (address, { scheme, path }) => {
    const key = `${address} ${scheme} ${path}`;
    const known = asked.get(key) ?? askNobody(probe, address, { scheme, host: NOBODY, path });
    asked.set(key, known);
    return known;
  };
}

async function askNobody(
  probe: WebProbe,
  address: string,
  request: WebRequest,
): Promise<WebAnswer | undefined> {
  const attempt = await probe.get({ address, port: PORTS[request.scheme] }, request);
  return attempt.answered ? attempt.value : undefined;
}
