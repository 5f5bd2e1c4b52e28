import {
  healthCheckAlreadyExists,
  healthCheckVersionMismatch,
  invalidInput,
  noSuchHealthCheck,
} from './errors.ts';
import type { HealthCheckConfig, HealthCheckUpdate } from './health-check-config.ts';
import { checkFitsType, checkHealthCheckConfig } from './health-check-config.ts';
import { readMaxItems } from './listing.ts';
import type { AlarmCopy, AlarmIdentifier, AlarmToCopy } from './metric-check.ts';
import { copyOf, isMetricWell } from './metric-check.ts';

/** Checks that one page lists at most. */
const MAX_CHECKS = 1000;

export interface ListChecksInput {
  /** Id of the check that the page begins with. */
  readonly marker?: string | undefined;
  readonly maxItems?: number | undefined;
}

export interface ChecksPage {
  readonly checks: readonly HealthCheck[];
  /** The page size that was used. */
  readonly maxItems: number;
  /** The first check of the next page. */
  readonly next: HealthCheck | undefined;
}

export interface HealthCheckInput {
  readonly CallerReference?: string | undefined;
  readonly HealthCheckConfig?: HealthCheckConfig | undefined;
}

export interface HealthCheck {
  readonly Id: string;
  readonly CallerReference: string;
  readonly HealthCheckConfig: HealthCheckConfig;
  readonly HealthCheckVersion: number;
  /** Of a check on an alarm's metric: the alarm as it was when the check was made. */
  readonly CloudWatchAlarmConfiguration?: AlarmCopy;
}

/** The datapoints of the latest evaluation periods, oldest first; undefined where there is none. */
export type ReadPoints = (copy: AlarmCopy) => readonly (number | undefined)[];

/** What comes back when the world goes back. */
export interface HealthSnapshot {
  readonly seen: ReadonlyMap<string, boolean>;
  readonly known: ReadonlyMap<string, boolean>;
}

/** What one health checker saw last. */
export interface Observation {
  readonly Region: string;
  readonly IPAddress: string;
  readonly StatusReport: { readonly Status: string; readonly CheckedTime: Date };
}

/** What the checks need of the engine around them. */
export interface HealthChecksContext {
  readonly now: () => number;
  readonly random: () => number;
  /** Takes a request from the account's limits. Throws `Throttling` where they leave none. */
  readonly spend: (operation: string) => void;
  /** The alarm as it is now; undefined where there is none. */
  readonly alarmOf: (alarm: AlarmIdentifier) => AlarmToCopy | undefined;
}

const CHECKERS = [
  ['us-east-1', '192.0.2.101'],
  ['us-west-1', '192.0.2.102'],
  ['eu-west-1', '192.0.2.103'],
  ['ap-northeast-1', '192.0.2.104'],
] as const;
const SOME_ENDPOINT: HealthCheckConfig = { Type: 'HTTPS', FullyQualifiedDomainName: 'health.example.com' };
const SUCCESS = 'Success: HTTP Status Code 200, OK';
const FAILURE =
  'Failure: Connection timed out. The endpoint or the internet connection is down, or requests are being blocked by your firewall.';

/** The account's health checks. The first group of methods is the API, all others are for the world around it. */
export class HealthChecks {
  readonly #context: HealthChecksContext;
  readonly #checks = new Map<string, HealthCheck>();
  /** Caller references, also those of deleted checks: none can be used for another check. */
  readonly #ids = new Map<string, string>();
  /** What the health checkers see, by id; healthy if it was never set. */
  #seen = new Map<string, boolean>();
  /** What checks on metrics were when there were data last. */
  #known = new Map<string, boolean>();
  readonly #listeners = new Set<(at: number) => void>();

  constructor(context: HealthChecksContext) {
    this.#context = context;
  }

  // --- the API ---

  create({ CallerReference, HealthCheckConfig: config }: HealthCheckInput): HealthCheck {
    this.#context.spend('CreateHealthCheck');
    if (CallerReference === undefined) throw invalidInput('Invalid request: Missing field CallerReference');
    checkHealthCheckConfig(config, (id) => this.#checks.has(id));
    const known = this.#ids.get(CallerReference);
    if (known === undefined) return this.#put(this.#newId(), CallerReference, config, this.#copyFor(config));
    const check = this.#checks.get(known);
    if (JSON.stringify(check?.HealthCheckConfig) !== JSON.stringify(config))
      throw healthCheckAlreadyExists(CallerReference);
    return check as HealthCheck;
  }

  get(id: string): HealthCheck {
    this.#context.spend('GetHealthCheck');
    return this.#check(id);
  }

  /** What isn't given stays. An alarm that is given is copied anew. */
  update(id: string, { HealthCheckVersion: version, ...changed }: HealthCheckUpdate): HealthCheck {
    this.#context.spend('UpdateHealthCheck');
    const check = this.#check(id);
    const { HealthCheckVersion, CloudWatchAlarmConfiguration: before } = check;
    if (version !== undefined && version !== HealthCheckVersion)
      throw healthCheckVersionMismatch(id, HealthCheckVersion);
    checkFitsType(check.HealthCheckConfig, changed);
    const config = { ...check.HealthCheckConfig, ...changed };
    checkHealthCheckConfig(config, (child) => !changed.ChildHealthChecks || this.#checks.has(child));
    const copy = changed.AlarmIdentifier ? this.#copyFor(config) : before;
    const updated = this.#put(id, check.CallerReference, config, copy, HealthCheckVersion + 1);
    this.#notify();
    return updated;
  }

  /** In the order in which they were made. */
  list({ marker, maxItems: asked }: ListChecksInput = {}): ChecksPage {
    this.#context.spend('ListHealthChecks');
    const maxItems = readMaxItems(asked, MAX_CHECKS);
    const all = [...this.#checks.values()];
    const start = marker === undefined ? 0 : all.findIndex(({ Id }) => Id === marker);
    if (start < 0) throw invalidInput(`Invalid marker '${marker}'`);
    const end = start + maxItems;
    return { checks: all.slice(start, end), maxItems, next: all[end] };
  }

  /** What the health checkers see, before it is inverted. A calculated check has none of its own. */
  status(id: string): readonly Observation[] {
    this.#context.spend('GetHealthCheckStatus');
    if (this.#check(id).HealthCheckConfig.Type === 'CALCULATED')
      throw invalidInput(`The status of the calculated health check ${id} is not available`);
    const Status = this.#seen.get(id) === false ? FAILURE : SUCCESS;
    const CheckedTime = new Date(this.#context.now());
    return CHECKERS.map(([Region, IPAddress]) => ({
      Region,
      IPAddress,
      StatusReport: { Status, CheckedTime },
    }));
  }

  /** Also one that record sets name: nobody knows what becomes of their health then, so it is drawn. */
  delete(id: string): void {
    this.#context.spend('DeleteHealthCheck');
    this.#check(id);
    this.#checks.delete(id);
    this.#seen.set(id, this.#context.random() < 0.5);
    this.#notify();
  }

  // --- the world around it ---

  /** Makes a check with an id of one's own. @param copy of the alarm whose metric it follows; without, it is as it was set */
  add(id: string, config: HealthCheckConfig = SOME_ENDPOINT, copy?: AlarmCopy): void {
    checkHealthCheckConfig(config, (child) => this.#checks.has(child));
    this.#put(id, `seed-${id}`, config, copy);
  }

  /** Takes a check away that `add` made, as if it had never been. */
  remove(id: string): void {
    this.#check(id);
    this.#checks.delete(id);
    this.#ids.delete(`seed-${id}`);
    this.#seen.delete(id);
    this.#known.delete(id);
  }

  /** Of a check that is there. */
  settings(id: string): HealthCheckConfig {
    return this.#check(id).HealthCheckConfig;
  }

  /** Whether any check follows a metric. */
  get followMetrics(): boolean {
    return [...this.#checks.values()].some((check) => check.CloudWatchAlarmConfiguration);
  }

  /** Judges all checks on metrics at the moment `at`. */
  judgeMetrics(at: number, read: ReadPoints): void {
    let changed = false;
    for (const {
      Id,
      HealthCheckConfig: config,
      CloudWatchAlarmConfiguration: copy,
    } of this.#checks.values()) {
      if (!copy) continue;
      const well = isMetricWell(copy, read(copy));
      if (well !== undefined) this.#known.set(Id, well);
      const seen = well ?? this.#withoutData(Id, config);
      changed ||= seen !== (this.#seen.get(Id) ?? true);
      this.#seen.set(Id, seen);
    }
    if (changed) this.#notify(at);
  }

  snapshot(): HealthSnapshot {
    return { seen: new Map(this.#seen), known: new Map(this.#known) };
  }

  /** Goes back to the moment `at`, at which the snapshot was taken. */
  restore({ seen, known }: HealthSnapshot, at: number): void {
    const changed = [...this.#checks.keys()].some((id) => seen.get(id) !== this.#seen.get(id));
    this.#seen = new Map(seen);
    this.#known = new Map(known);
    if (changed) this.#notify(at);
  }

  /** What all health checkers see from now on. */
  setHealthy(id: string, healthy: boolean): void {
    this.#check(id);
    this.#seen.set(id, healthy);
    this.#notify();
  }

  has(id: string): boolean {
    return this.#checks.has(id);
  }

  /** As DNS takes it. */
  isHealthy(id: string): boolean {
    const { Inverted = false, Disabled = false, ...config } = this.#checks.get(id)?.HealthCheckConfig ?? {};
    const healthy =
      Disabled ||
      (config.Type === 'CALCULATED' ? this.#isCalculatedHealthy(config) : this.#seen.get(id) !== false);
    return healthy !== Inverted;
  }

  /** Calls `listener` with the time when what DNS answers may have changed; the returned function stops that. */
  onChange(listener: (at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isCalculatedHealthy({ ChildHealthChecks = [], HealthThreshold = 0 }: HealthCheckConfig): boolean {
    return ChildHealthChecks.filter((child) => this.isHealthy(child)).length >= HealthThreshold;
  }

  #withoutData(id: string, { InsufficientDataHealthStatus }: HealthCheckConfig): boolean {
    if (InsufficientDataHealthStatus === 'Unhealthy') return false;
    return InsufficientDataHealthStatus === 'Healthy' || (this.#known.get(id) ?? true);
  }

  #copyFor({ Type, AlarmIdentifier }: HealthCheckConfig): AlarmCopy | undefined {
    if (Type !== 'CLOUDWATCH_METRIC') return undefined;
    const alarm = AlarmIdentifier as AlarmIdentifier;
    return copyOf(alarm, this.#context.alarmOf(alarm));
  }

  #put(
    Id: string,
    CallerReference: string,
    config: HealthCheckConfig,
    copy: AlarmCopy | undefined,
    HealthCheckVersion = 1,
  ): HealthCheck {
    const check = {
      Id,
      CallerReference,
      HealthCheckConfig: structuredClone(config),
      HealthCheckVersion,
      ...(copy && { CloudWatchAlarmConfiguration: copy }),
    };
    this.#ids.set(CallerReference, Id);
    this.#checks.set(Id, check);
    return check;
  }

  #check(id: string): HealthCheck {
    const check = this.#checks.get(id);
    if (check === undefined) throw noSuchHealthCheck(id);
    return check;
  }

  #newId(): string {
    const digits = (count: number) =>
      Array.from({ length: count }, () => Math.floor(this.#context.random() * 16).toString(16)).join('');
    return [8, 4, 4, 4, 12].map(digits).join('-');
  }

  #notify(at = this.#context.now()): void {
    for (const listener of this.#listeners) listener(at);
  }
}
