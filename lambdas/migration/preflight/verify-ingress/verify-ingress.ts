import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { followsIn } from '../../domain/follows.ts';
import { legacyAnswers } from '../../domain/legacy-places.ts';
import { planMigration } from '../../domain/readiness/plan.ts';
import { plannedZone } from '../../domain/readiness/planned-zone.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Resolver } from '../../ports/resolver.ts';
import type { WebProbe } from '../../ports/web-probe.ts';
import type { Zone } from '../../ports/zone.ts';
import { readLegacyZones } from '../../readiness/legacy-zones.ts';
import { type AskedHost, askedHosts } from './asked-hosts.ts';
import { clusterPlaces } from './cluster-places.ts';
import { judgeCertificate, type Times } from './judge-certificate.ts';
import { judgeFailure } from './judge-failure.ts';
import { notes, together } from './notes.ts';

export interface IngressPorts {
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
  const wantsIpv6 = hosts.some(({ legacy }) => legacy?.ipv6);
  const places = await clusterPlaces(target, wantsIpv6, ports);
  const times = { now: timeAt(ports.clock.now()), endsAt: legacy.known ? legacy.value.endsAt : undefined };
  const asked = await Promise.all(hosts.map((host) => askHost(host, places.addresses, times, ports)));
  return {
    check,
    findings: [
      ...(legacy.known ? [] : [legacyUnknown(settings, legacy.why)]),
      ...places.findings,
      ...asked.flat(),
    ],
  };
}

async function readLegacy(settings: MigrationSettings, continues: boolean, { zoneOf, clock }: IngressPorts) {
  const whole = await readLegacyZones(settings.zones, zoneOf);
  const { endsAt } = planMigration({
    settings,
    zones: settings.zones.map((zone, i) => plannedZone(zone, whole[i]?.records ?? [])),
    follows: followsIn(whole),
    step: 0,
    continues,
    detectionSeconds: undefined,
    now: clock.now(),
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

async function askHost(
  host: AskedHost,
  addresses: readonly string[],
  times: Times,
  { probe }: IngressPorts,
): Promise<readonly Finding[]> {
  if (addresses.length === 0) return [notAsked(host)];
  const findings = await Promise.all(
    addresses.map(async (address) => {
      const attempt = await probe.handshake({ address, port: 443 }, host.host);
      if (!attempt.answered) return [judgeFailure(host.subject, address, attempt)];
      return judgeCertificate(host, address, attempt.value, times);
    }),
  );
  return together(findings.flat());
}

function notAsked({ subject }: AskedHost): Finding {
  return notes.fail(subject, 'ingress-not-asked', {
    seen: 'Not asked: there is no address of the cluster at which anybody listens.',
    why: 'Nobody knows whether the cluster serves this name.',
    toDo: 'Fix what is said of the load balancer first.',
  });
}
