/** The shop's load balancers as clients meet them: real TLS servers, at the balancers' own addresses. */
import type { TlsOptions } from 'node:tls';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { CLUSTER_SITE, LEGACY_SITE } from '../../shop/migration/sites.ts';
import { authority, type Certificate, certificateFor } from '../../tools/certificates.ts';
import { openFrontDoor } from '../../web/front-door.ts';
import type { Site } from '../../web/site.ts';
import type { Platform } from './load-balancers.ts';

/** Who signs the platforms' certificates. */
export interface PublicAuthority {
  readonly root: Certificate;
  readonly intermediate: Certificate;
}

/** The zone's CAA record admits it. */
export async function publicAuthority(): Promise<PublicAuthority> {
  const root = await authority('ISRG Root of the rehearsal', LONG);
  const organization = "Let's Encrypt";
  return { root, intermediate: await authority('R13', LONG, { organization, by: root }) };
}

/** OpenSSL looks at the machine's clock, not at the rehearsed one, which is years ahead or behind. */
const LONG = { from: -3650, until: 3650 };

/** What one platform differs in from what the shop has. */
export interface DoorChange {
  readonly site?: Partial<Site>;
  /** For whom its certificate is. */
  readonly certified?: readonly string[];
  readonly tls?: TlsOptions;
}

export interface DoorChanges {
  readonly legacy?: DoorChange;
  readonly cluster?: DoorChange;
}

/** Where clients and functions are, and whom they trust. */
export interface Internet {
  readonly network: SimulatedNetwork;
  readonly authority: PublicAuthority;
}

/** Opens those of legacy and of the cluster. @returns closes them */
export async function openFrontDoors(
  platforms: { readonly legacy: Platform; readonly cluster: Platform },
  internet: Internet,
  { legacy = {}, cluster = {} }: DoorChanges = {},
): Promise<() => Promise<void>> {
  const closers = await Promise.all([
    openDoor(platforms.legacy, LEGACY_SITE, legacy, internet),
    openDoor(platforms.cluster, CLUSTER_SITE, cluster, internet),
  ]);
  return async () => void (await Promise.all(closers.map((close) => close())));
}

async function openDoor(
  { ipv4 }: Platform,
  site: Site,
  change: DoorChange,
  { network, authority: { intermediate } }: Internet,
): Promise<() => Promise<void>> {
  const { cert, key } = await certificateFor(change.certified ?? site.hosts, intermediate, LONG);
  const door = await openFrontDoor(
    { ...site, ...change.site },
    { cert: [cert, intermediate.cert].join('\n'), key, ...change.tls },
  );
  // Functions have no IPv6, as in Lambda outside of a VPC.
  for (const address of ipv4) {
    network.listen(address, 80, door.ports.http);
    network.listen(address, 443, door.ports.https);
  }
  return async () => {
    for (const address of ipv4) network.leave(address);
    await door.close();
  };
}
