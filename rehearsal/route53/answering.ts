import type { IsHealthy, Share } from './choose.ts';
import { sharesOf } from './choose.ts';
import type { EngineOptions } from './engine-options.ts';
import type { HealthChecks } from './health-checks.ts';
import type { HostedZone } from './hosted-zone.ts';
import { canonicalName, isWithin } from './names.ts';
import type { Answer } from './resolve.ts';
import { resolve } from './resolve.ts';
import type { RecordType } from './types.ts';
import type { ZoneView } from './zone-content.ts';

type Random = () => number;

/** What the name servers answer: from the zones as they are in sync, and by the health that there is now. */
export class Answering {
  readonly #zones: ReadonlyMap<string, HostedZone>;
  readonly #healthChecks: HealthChecks;
  readonly #options: EngineOptions;

  constructor(zones: ReadonlyMap<string, HostedZone>, healthChecks: HealthChecks, options: EngineOptions) {
    this.#zones = zones;
    this.#healthChecks = healthChecks;
    this.#options = options;
  }

  /** See `Route53Engine.answer`. */
  answer(name: string, type: string, random: Random): Answer {
    const zoneFor = (asked: string) => this.#publicZoneFor(asked);
    return resolve(canonicalName(name), type, { zoneFor, ...this.#context(random) });
  }

  /** See `Route53Engine.answerFrom`. */
  answerFrom(view: ZoneView, name: string, type: string, random: Random): Answer {
    const zoneFor = (asked: string) => (isWithin(asked, view.zoneName) ? { id: '', view } : undefined);
    return resolve(canonicalName(name), type, { zoneFor, ...this.#context(random, view) });
  }

  /** See `Route53Engine.shares`. */
  shares(view: ZoneView, name: string, type: RecordType): Share[] {
    const group = view.at(canonicalName(name)).filter((record) => record.Type === type);
    return group.length === 0 ? [] : sharesOf(group, this.#healthIn(view));
  }

  #context(random: Random, view?: ZoneView) {
    const resolveAlias = this.#options.resolveAlias ?? (() => []);
    const isHealthy: IsHealthy = (record) =>
      this.#healthIn(view ?? this.#publicZoneFor(record.Name)?.view)(record);
    return { isHealthy, resolveAlias, random };
  }

  #healthIn(view: ZoneView | undefined): IsHealthy {
    const { isHealthy = () => true } = this.#options;
    const check: IsHealthy = ({ HealthCheckId, AliasTarget, Type }) => {
      if (HealthCheckId !== undefined && !this.#healthChecks.isHealthy(HealthCheckId)) return false;
      if (!AliasTarget?.EvaluateTargetHealth) return true;
      if (view === undefined || !isWithin(AliasTarget.DNSName, view.zoneName))
        return isHealthy(AliasTarget.DNSName);
      return view.at(AliasTarget.DNSName).some((target) => target.Type === Type && check(target));
    };
    return check;
  }

  #publicZoneFor(name: string): { id: string; view: ZoneView } | undefined {
    let best: HostedZone | undefined;
    for (const zone of this.#zones.values()) {
      const { name: zoneName, private: isPrivate } = zone.description;
      if (isPrivate || !isWithin(name, zoneName)) continue;
      if (best === undefined || zoneName.length > best.description.name.length) best = zone;
    }
    return best && { id: best.description.id, view: best.served(this.#options.now()) };
  }
}
