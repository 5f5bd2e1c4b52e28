import { onceEach } from '../../../shared/domain/once-each.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { freezesFrom } from '../../adapters/freeze-calendar.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { IngressSettings } from '../../contract/ingress-settings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { followsIn } from '../../domain/follows.ts';
import { legacyAnswers } from '../../domain/legacy-places.ts';
import { compactIfLong } from '../../domain/readiness/compact.ts';
import { joined, namedForIngress } from '../../domain/readiness/coverage.ts';
import { endOfPlan } from '../../domain/readiness/plan.ts';
import { plannedZone } from '../../domain/readiness/planned-zone.ts';
import { readingOf } from '../../domain/reading.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { Resolver } from '../../ports/resolver.ts';
import type { WebProbe } from '../../ports/web-probe.ts';
import type { Zone } from '../../ports/zone.ts';
import { readLegacyZones } from '../../readiness/legacy-zones.ts';
import { askBalancers, type BalancerPorts } from './ask-balancers.ts';
import { askPaths, type Sides } from './ask-paths.ts';
import { type AskedHost, askedHosts } from './asked-hosts.ts';
import { type Compared, compareClients, type Shaken } from './client-kinds.ts';
import { clusterPlaces, targetName } from './cluster-places.ts';
import { judgeCertificate, type Times } from './judge-certificate.ts';
import { judgeController } from './judge-controller.ts';
import { judgeFailure } from './judge-failure.ts';
import { verifyRenewal } from './judge-renewal.ts';
import { legacySide } from './legacy-side.ts';
import { noHostAnswers } from './no-host.ts';
import { notes, together } from './notes.ts';

export interface IngressPorts extends BalancerPorts {
  readonly probe: WebProbe;
  readonly resolver: Resolver;
  readonly zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>;
  readonly clock: Clock;
}

/** Asks the cluster for each name, from outside, before any client is sent there. */
export async function verifyIngress(
  settings: MigrationSettings,
  continues: boolean,
  ports: IngressPorts,
): Promise<CheckResult> {
  const check = MIGRATE.verifyIngress;
  const { ingress, target } = settings;
  if (!ingress) return { check, findings: [], notAsked: 'No `ingress` is configured.' };
  const legacy = await readingOf(() => readLegacy(settings, continues, ports));
  const hosts = askedHosts(ingress, legacy.known ? legacy.value.answerOf : undefined);
  const wantsIpv6 = hosts.some((host) => host.legacy?.ipv6);
  const [{ addresses, findings }, addressesOfLegacy] = await Promise.all([
    clusterPlaces(target, wantsIpv6, ports),
    legacySide(hosts, ports),
  ]);
  const noHost = noHostAnswers(ports.probe);
  // Names have parents in common.
  const caaOf = onceEach((name: string) => ports.resolver.caaOf(name));
  const sides = { hosts, addresses, legacy: addressesOfLegacy, noHost };
  const times = { now: timeAt(ports.clock.now()), endsAt: legacy.known ? legacy.value.endsAt : undefined };
  const asked = await Promise.all(
    hosts.map((host) => askHost(host, { ingress, sides, times, caaOf }, ports)),
  );
  const all = [
    ...(legacy.known ? [] : [legacyUnknown(settings, legacy.why)]),
    ...findings,
    ...(await askBalancers(settings, hosts, ports)),
    ...(await askAboutAll(targetName(target), ingress, sides, asked, ports)),
    ...asked.flatMap((each) => each.findings),
  ];
  return joined(check, all, namedForIngress(ingress), compactIfLong);
}

/** What is asked of all names together. */
async function askAboutAll(
  subject: string,
  { controller }: IngressSettings,
  { addresses: [address], legacy, noHost }: Sides,
  asked: readonly HostAsked[],
  { probe }: IngressPorts,
): Promise<readonly Finding[]> {
  const compared = asked.flatMap(({ host, shaken: [first] }): Compared[] => {
    const there = legacy.get(host.host);
    return first && there !== undefined ? [{ host: host.host, cluster: first, legacy: there }] : [];
  });
  const nobody = address === undefined ? undefined : await noHost(address, { scheme: 'https', path: '/' });
  const certificates = asked.flatMap(({ shaken }) => shaken.map(({ handshake }) => handshake.certificate));
  return [
    ...judgeController({ subject, controller, noHost: nobody, certificates }),
    ...(await compareClients(subject, compared, probe)),
  ];
}

async function readLegacy(settings: MigrationSettings, continues: boolean, { zoneOf, clock }: IngressPorts) {
  const whole = await readLegacyZones(settings.zones, zoneOf);
  const now = clock.now();
  const endsAt = endOfPlan({
    settings,
    zones: settings.zones.map((zone, i) => plannedZone(zone, whole[i]?.records ?? [])),
    follows: followsIn(whole),
    step: 0,
    continues,
    freezes: freezesFrom(settings.freeze, now),
    now,
  });
  return { answerOf: legacyAnswers(whole), endsAt };
}

function legacyUnknown({ migration }: MigrationSettings, why: string): Finding {
  return notes.fail(migration, 'ingress-legacy-unknown', {
    seen: `What legacy answers is not known: ${why}`,
    why: 'The cluster can be compared with legacy only if the zones can be read.',
    toDo: 'Fix what the message says, then start again.',
  });
}

/** What came of asking for one name. */
interface HostAsked {
  readonly host: AskedHost;
  /** On which addresses of the cluster a TLS handshake succeeded. */
  readonly shaken: readonly Shaken[];
  readonly findings: readonly Finding[];
}

interface Asking {
  readonly ingress: IngressSettings;
  readonly sides: Sides;
  readonly times: Times;
  readonly caaOf: Resolver['caaOf'];
}

async function askHost(
  host: AskedHost,
  { ingress, sides, times, caaOf }: Asking,
  { probe }: IngressPorts,
): Promise<HostAsked> {
  if (sides.addresses.length === 0) return { host, shaken: [], findings: [notAsked(host)] };
  const attempts = await Promise.all(
    sides.addresses.map(async (address) => {
      return { address, attempt: await probe.handshake({ address, port: WEB_PORTS.https }, host.host) };
    }),
  );
  const shaken = attempts.flatMap(({ address, attempt }) =>
    attempt.answered ? [{ address, handshake: attempt.value }] : [],
  );
  const certificates = attempts.flatMap(({ address, attempt }) =>
    attempt.answered
      ? judgeCertificate(host, address, attempt.value, times)
      : judgeFailure(host.subject, address, attempt),
  );
  const [first] = shaken;
  const places = shaken.map(({ address }) => address);
  const paths = await askPaths(host, ingress, places, sides, probe);
  const renewal = first ? [await verifyRenewal(host, first.handshake.certificate, caaOf)] : [];
  return { host, shaken, findings: [...together(certificates), ...renewal, ...paths] };
}

function notAsked({ subject }: AskedHost): Finding {
  return notes.fail(subject, 'ingress-not-asked', {
    seen: 'Not asked: there is no address of the cluster at which anybody listens.',
    why: 'Nobody knows whether the cluster serves this name.',
    toDo: 'Fix what is said of the load balancer first.',
  });
}
