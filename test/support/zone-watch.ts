/** Watches every version of a history's zones, and says what must never have been. */
import { type Fence, parseFence } from '../../lambdas/shared/domain/fence.ts';
import type { ResourceRecordSet } from '../../lambdas/shared/domain/record-set.ts';
import type { ChangeEvent } from '../../rehearsal/route53/index.ts';
import type { History } from './history.ts';

/** Said anew: what the code under test takes for moved is what is watched. */
const MOVED = new Set(['A', 'AAAA', 'CNAME']);

interface FenceWritten {
  readonly zoneId: string;
  readonly fence: Fence;
  readonly at: number;
  /** No record was written with it. */
  readonly alone: boolean;
}

export class ZoneWatch {
  /** Zones that somebody else has written. */
  readonly foreignZones = new Set<string>();
  readonly #history: History;
  readonly #problems: string[] = [];
  readonly #fences: FenceWritten[] = [];
  readonly #legacy: LegacyAnswers;

  constructor(history: History) {
    this.#history = history;
    this.#legacy = new LegacyAnswers(history);
    history.engine.onChange((event) => this.#see(event));
  }

  /** @throws with every problem and the story, when something was not as it must be */
  judge(): void {
    this.#problems.push(...this.#afterItsEnd(), ...this.#repeatedEpochs(), ...this.#unfinished());
    this.#throwIfAny();
  }

  /** What stands once the last rollback is through: the run is over, and so says every zone. Others' writes can keep it open. */
  async judgeEnd(): Promise<void> {
    if (this.foreignZones.size > 0) return;
    const { run } = (await this.#history.journal.load()) ?? {};
    if (run && run.status !== 'restored' && run.status !== 'closed')
      this.#problems.push(`the run ${run.execution} is ${run.status} for good`);
    for (const { id } of this.#history.zones) {
      const phase = this.#lastOf(id)?.fence.phase ?? 'restored';
      if (phase !== (run?.status ?? 'restored'))
        this.#problems.push(`${id} ends at ${phase}, the run at ${run?.status}`);
      if (phase === 'restored')
        this.#problems.push(...this.#legacy.missing(this.#history.engine.records(id)));
    }
    this.#throwIfAny();
  }

  /** What stands once the last rollback is through though the journal was lost: legacy, everywhere. */
  judgeLegacy(): void {
    for (const { id } of this.#history.zones) {
      const phase = this.#lastOf(id)?.fence.phase ?? 'restored';
      if (phase !== 'restored') this.#problems.push(`${id} ends at ${phase}`);
      this.#problems.push(...this.#legacy.missing(this.#history.engine.records(id)));
    }
    this.#throwIfAny();
  }

  #see({ zoneId, version: { number, after, comment } }: ChangeEvent): void {
    const where = `${zoneId} version ${number} (${comment})`;
    const records = this.#history.engine.records(zoneId);
    if (this.#history.foreign) {
      this.foreignZones.add(zoneId);
      this.#legacy.add(after);
    } else {
      this.#problems.push(...unsound(records).map((what) => `${where}: ${what}`));
    }
    this.#problems.push(
      ...this.#unanswered(zoneId, records).map((name) => `${where}: ${name} has no answer`),
    );
    const fence = parseFence(after.find(isFence)?.ResourceRecords?.[0]?.Value ?? '');
    if (fence) this.#fences.push({ zoneId, fence, at: number, alone: after.every(isFence) });
    if (fence?.phase === 'restored')
      this.#problems.push(...this.#legacy.missing(records).map((what) => `${where}: ${what}`));
  }

  /**
   * Once a run is restored or closed in a zone, nothing of it is accepted there, but a touch of that fence, or a
   * rollback: of what was closed, or of what somebody wrote behind it.
   */
  #afterItsEnd(): string[] {
    const ended = new Map<string, string>();
    return this.#fences.flatMap(({ zoneId, fence, at, alone }) => {
      const key = `${zoneId} ${fence.execution}`;
      const end = ended.get(key);
      const { phase } = fence;
      if (phase === 'restored' || phase === 'closed') ended.set(key, phase);
      const again = end === 'restored' && phase === end && this.foreignZones.has(zoneId);
      const allowed =
        (alone && phase === end) || again || (end === 'closed' && !this.#isClosed(fence.execution));
      return end && !allowed ? [`${key}: ${phase} at version ${at}, after it was ${end}`] : [];
    });
  }

  #isClosed(run: string): boolean {
    return this.#history.log.includes(`${run}: closed`);
  }

  #repeatedEpochs(): string[] {
    const keys = this.#fences.map(({ zoneId, fence }) => `${zoneId} epoch ${fence.epoch}`);
    return keys.filter((key, index) => keys.indexOf(key) !== index);
  }

  /** A run whose rollback came to an end is restored in every zone that it wrote to; one that was refused is over. */
  #unfinished(): string[] {
    const answers = this.#history.log.flatMap((line) => {
      const [, outcome, run] = /^roll-back.*: (restored|already-restored|refused) (run-\d)$/.exec(line) ?? [];
      return outcome && run ? [{ outcome, run }] : [];
    });
    return answers.flatMap(({ outcome, run }) =>
      this.#history.zones.flatMap(({ id }) => {
        const { phase = 'restored' } = this.#lastOf(id, run)?.fence ?? {};
        const over = phase === 'restored' || (outcome === 'refused' && phase === 'closed');
        if (!over) return [`${id} is at ${phase}, after the rollback of ${run} said ${outcome}`];
        const lastWord = this.#lastOf(id)?.fence.execution === run && phase === 'restored';
        const mine = !this.foreignZones.has(id);
        return lastWord && mine ? this.#legacy.missing(this.#history.engine.records(id)) : [];
      }),
    );
  }

  #lastOf(zoneId: string, run?: string): FenceWritten | undefined {
    return this.#fences.findLast(
      (one) => one.zoneId === zoneId && (run === undefined || one.fence.execution === run),
    );
  }

  #unanswered(zoneId: string, records: readonly ResourceRecordSet[]): string[] {
    const seed = this.#history.zones.find((zone) => zone.id === zoneId)?.records ?? [];
    const held = new Set(records.map(({ Name, Type }) => `${Name} ${Type}`));
    return seed.map(({ Name, Type }) => `${Name} ${Type}`).filter((key) => !held.has(key));
  }

  #throwIfAny(): void {
    if (this.#problems.length > 0) throw new Error([...this.#problems, ...this.#history.log].join('\n'));
  }
}

/** What may be called legacy: the seed's record sets, and plain ones that a person put there, perhaps before the run began. */
class LegacyAnswers {
  readonly #known: Set<string>;

  constructor({ zones }: History) {
    this.#known = new Set(
      zones.flatMap(({ records }) => movedTexts(records as readonly ResourceRecordSet[])),
    );
  }

  add(records: readonly ResourceRecordSet[]): void {
    for (const text of movedTexts(records.filter((record) => record.Weight === undefined)))
      this.#known.add(text);
  }

  /** Moved record sets that are not legacy's. */
  missing(records: readonly ResourceRecordSet[]): string[] {
    return movedTexts(records)
      .filter((text) => !this.#known.has(text))
      .map((text) => `restored, but not legacy: ${text}`);
  }
}

function isFence({ Type }: { readonly Type: string }): boolean {
  return Type === 'TXT';
}

function isMoved({ Type }: { readonly Type: string }): boolean {
  return MOVED.has(Type);
}

function movedTexts(records: readonly ResourceRecordSet[]): string[] {
  return records.filter(isMoved).map(textOf);
}

/** A record set never changes once the engine has it, and is looked at in every version. */
const texts = new WeakMap<ResourceRecordSet, string>();

/** The same for equal record sets: values are a set. */
function textOf(record: ResourceRecordSet): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const values = record.ResourceRecords?.map(({ Value }) => Value).toSorted();
  const text = JSON.stringify({ ...record, ResourceRecords: values }, keysSorted);
  texts.set(record, text);
  return text;
}

function keysSorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** All-zero groups, and A moved while AAAA is not. */
function unsound(records: readonly ResourceRecordSet[]): string[] {
  const groups = Map.groupBy(records.filter(isMoved), ({ Name, Type }) => `${Name} ${Type}`);
  const allZero = [...groups].filter(([, members]) => members.every(({ Weight }) => Weight === 0));
  const shape = (key: string) =>
    JSON.stringify(groups.get(key)?.map((r) => [r.Weight, r.SetIdentifier, r.AliasTarget?.DNSName]));
  const apart = [...groups.keys()].filter((key) => {
    const other = key.replace(/ A$/, ' AAAA');
    return key.endsWith(' A') && groups.has(other) && shape(key) !== shape(other);
  });
  return [
    ...allZero.map(([key]) => `${key} has all weights 0`),
    ...apart.map((key) => `${key} and its AAAA are apart`),
  ];
}
