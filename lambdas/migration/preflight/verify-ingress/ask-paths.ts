import type { Finding } from '../../contract/findings.ts';
import type { IngressSettings, PathSettings } from '../../contract/ingress-settings.ts';
import type { Attempt, WebProbe } from '../../ports/web-probe.ts';
import type { AskedHost } from './asked-hosts.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeFailure } from './judge-failure.ts';
import type { NoHost } from './no-host.ts';
import { together } from './notes.ts';
import { type Walk, walk } from './walk.ts';

export interface Sides {
  readonly hosts: readonly AskedHost[];
  /** Of the cluster, at which somebody listens. */
  readonly addresses: readonly string[];
  /** Of legacy, by host. */
  readonly legacy: ReadonlyMap<string, string>;
  readonly noHost: NoHost;
}

/**
 * Asks one host for all its paths, on each address.
 * @param shaken addresses with which a TLS handshake succeeds
 */
export async function askPaths(
  host: AskedHost,
  { paths }: Pick<IngressSettings, 'paths'>,
  shaken: readonly string[],
  sides: Sides,
  probe: WebProbe,
): Promise<readonly Finding[]> {
  const own = paths.filter(({ hosts }) => hosts.length === 0 || hosts.includes(host.host));
  const findings = await Promise.all(own.map((path) => askPath(host, path, shaken, sides, probe)));
  return findings.flat();
}

async function askPath(
  asked: AskedHost,
  path: PathSettings,
  shaken: readonly string[],
  sides: Sides,
  probe: WebProbe,
): Promise<readonly Finding[]> {
  const { host, isOwn } = asked;
  const request = { scheme: path.scheme, host, path: path.path };
  const subject = subjectOf(asked, path);
  const hosts = new Set(sides.hosts.map((each) => each.host));
  const addresses = path.scheme === 'https' ? shaken : sides.addresses;
  const legacy = isOwn ? undefined : await askLegacy(asked, request, sides, probe);
  const findings = await Promise.all(
    addresses.map(async (address) => {
      const cluster = await walk(request, (each) => (hosts.has(each) ? address : undefined), probe);
      if (!cluster.answered) return [judgeFailure(subject, address, cluster)];
      const noHost = await sides.noHost(address, request);
      return judgeAnswer({ subject, address, path, cluster: cluster.value, legacy, noHost });
    }),
  );
  return together(findings.flat());
}

async function askLegacy(
  asked: AskedHost,
  request: Parameters<typeof walk>[0],
  { legacy }: Sides,
  probe: WebProbe,
): Promise<Attempt<Walk>> {
  if (legacy.has(request.host)) return walk(request, (host) => legacy.get(host), probe);
  return { answered: false, failure: 'no-connection', message: whyNowhere(asked) };
}

function whyNowhere({ legacy }: AskedHost): string {
  if (!legacy) return 'the zones could not be read';
  if (legacy.places.length === 0)
    return 'no record of its zone leads from this name to a load balancer or an address';
  const places = legacy.places.map((place) => (place.kind === 'name' ? place.dnsName : place.address));
  return `${places.join(', ')} has no IPv4 address that takes connections`;
}

/** `www.shop.test (/login)`, `*.apps.shop.test (http://basket.apps.shop.test/)`. */
function subjectOf({ name, host }: AskedHost, { scheme, path }: PathSettings): string {
  if (scheme === 'http') return `${name} (http://${host}${path})`;
  return `${name} (${name === host ? '' : host}${path})`;
}
