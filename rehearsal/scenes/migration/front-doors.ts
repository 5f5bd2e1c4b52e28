/** The platforms as clients meet them: real TLS servers, at their own addresses. */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { seededRandom } from '../../route53/index.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import { authority, type Certificate, certificateFor, LONG } from '../../tools/certificates.ts';
import { type DoorSettings, type DoorsSettings, doorsIn, faultsInDoors } from '../../web/doors.ts';
import { type Fares, openFrontDoor } from '../../web/front-door.ts';
import { validityFor } from '../../web/validity.ts';
import { fateOf } from '../../world/one-request.ts';
import type { Platform } from './load-balancers.ts';
import { madeUpDoors } from './made-up-doors.ts';
import type { Platforms } from './platforms.ts';

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

/** Where clients and functions are, and whom they trust. */
export interface Internet {
  readonly network: SimulatedNetwork;
  readonly authority: PublicAuthority;
}

/** How the platforms answer in a world. @throws SnapshotRefused with everything that nobody can answer so */
export function doorsOf(estate: Estate): DoorsSettings {
  const { folder, web } = estate.snapshot;
  if (web === null) return madeUpDoors(estate);
  const faults = faultsInDoors(web);
  if (faults.length === 0) return doorsIn(web);
  throw SnapshotRefused.inFile(folder, faults, 'web.json');
}

interface AtPlatforms {
  readonly platforms: Platforms;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Opens those of legacy and of the cluster, which fares as its health says. @returns closes them */
export async function openFrontDoors(
  { platforms: { legacy, cluster }, now }: AtPlatforms,
  doors: DoorsSettings,
  internet: Internet,
  seed: number,
): Promise<() => Promise<void>> {
  const random = seededRandom(seed);
  const fares: Fares = (host) => fateOf(cluster.health(0, now()), dotted(host), random);
  const closers = await Promise.all([
    ...legacy.map((each) => openDoor(each, doors.legacy, internet, now())),
    openDoor(cluster, doors.cluster, internet, now(), fares),
  ]);
  return async () => void (await Promise.all(closers.map((close) => close())));
}

async function openDoor(
  { ipv4, family, behind = [] }: Platform,
  { ports, certificate, tls, site }: DoorSettings,
  { network, authority: { intermediate } }: Internet,
  now: number,
  fares?: Fares,
): Promise<() => Promise<void>> {
  const { names, trusted, chain } = certificate;
  const signer = trusted ? intermediate : await authority('An authority that nobody knows', LONG);
  const { cert, key } = await certificateFor(names, signer, validityFor(certificate, now));
  const shown = chain ? [cert, signer.cert] : [cert];
  const door = await openFrontDoor(
    site,
    { cert: shown.join('\n'), key, ...tls },
    { ...(fares && { fares }), isTransparent: family === 'network' && behind.length === 0 },
  );
  // Functions have no IPv6, as in Lambda outside of a VPC.
  for (const address of ipv4) {
    if (ports.includes(80)) network.listen(address, 80, door.ports.http);
    if (ports.includes(443)) network.listen(address, 443, door.ports.https);
  }
  return async () => {
    for (const address of ipv4) network.leave(address);
    await door.close();
  };
}
