import type { MastersDecision } from '../../../lambdas/masters/domain/decision.ts';
import { FREE_LEASE, type Lease } from '../../../lambdas/masters/domain/lease.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { Roll } from '../../../lambdas/masters/domain/roll.ts';
import type { Warnings } from '../../../lambdas/masters/domain/warnings.ts';
import type { Kept, MastersJournal } from '../../../lambdas/masters/ports/masters-journal.ts';

/**
 * What is kept of masters, in memory, for tests of what is built on it. It keeps the port's rules; the same contract test
 * (`test/support/masters/masters-journal-contract.ts`) runs against it and against the DynamoDB adapter. What goes in is copied, as
 * a table would; what comes out is frozen, so that it needs no copy.
 */
export class MemoryMastersJournal implements MastersJournal {
  readonly #signals = new Set<string>();
  #removed = false;
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #decisions = new Map<string, MastersDecision>();
  readonly #notices = new Map<string, { readonly teller: string; readonly told: boolean }>();

  async noteSignal(key: string, _at: string): Promise<boolean> {
    if (this.#signals.has(key)) return false;
    this.#signals.add(key);
    return true;
  }

  async noteRemoval(_at: string): Promise<void> {
    this.#removed = true;
  }

  async isBeingRemoved(): Promise<boolean> {
    return this.#removed;
  }

  async replacement(id: string): Promise<Kept<Replacement> | undefined> {
    return this.#get<Replacement>(`replacement#${id}`);
  }

  async unfinished(): Promise<readonly Kept<Replacement>[]> {
    return [...this.#kept.keys()]
      .filter((key) => key.startsWith('replacement#'))
      .toSorted()
      .flatMap((key) => this.#get<Replacement>(key) ?? [])
      .filter(({ value }) => value.status === 'open' || value.status === 'paged');
  }

  async putReplacement(before: Kept<Replacement> | undefined, next: Replacement): Promise<boolean> {
    return this.#put(`replacement#${next.id}`, before, next);
  }

  async lease(): Promise<Kept<Lease>> {
    return this.#get<Lease>('lease') ?? { value: frozenCopyOf(FREE_LEASE), version: 0 };
  }

  async putLease(before: Kept<Lease>, next: Lease): Promise<boolean> {
    return this.#put('lease', before, next);
  }

  async roll(): Promise<Kept<Roll> | undefined> {
    return this.#get<Roll>('roll');
  }

  async putRoll(before: Kept<Roll> | undefined, next: Roll): Promise<boolean> {
    return this.#put('roll', before, next);
  }

  async warnings(): Promise<Kept<Warnings>> {
    return this.#get<Warnings>('warnings') ?? { value: {}, version: 0 };
  }

  async putWarnings(before: Kept<Warnings>, next: Warnings): Promise<boolean> {
    return this.#put('warnings', before, next);
  }

  async keepDecision(decision: MastersDecision): Promise<boolean> {
    if (this.#decisions.has(decision.execution)) return false;
    this.#decisions.set(decision.execution, frozenCopyOf(decision));
    return true;
  }

  async decisionOf(execution: string): Promise<MastersDecision | undefined> {
    return this.#decisions.get(execution);
  }

  async beginNotice(about: string, key: string, teller: string): Promise<boolean> {
    const notice = `${about}#${key}`;
    const begun = this.#notices.get(notice) ?? { teller, told: false };
    this.#notices.set(notice, begun);
    return begun.teller === teller && !begun.told;
  }

  async endNotice(about: string, key: string, teller: string): Promise<void> {
    if (this.#notices.get(`${about}#${key}`)?.teller !== teller) return;
    this.#notices.set(`${about}#${key}`, { teller, told: true });
  }

  #get<T>(key: string): Kept<T> | undefined {
    return this.#kept.get(key) as Kept<T> | undefined;
  }

  #put<T>(key: string, before: Kept<T> | undefined, next: T): boolean {
    const version = this.#kept.get(key)?.version ?? 0;
    if (version !== (before?.version ?? 0)) return false;
    this.#kept.set(key, Object.freeze({ value: frozenCopyOf(next), version: version + 1 }));
    return true;
  }
}

/** As JSON carries it, which is all that is kept. */
function frozenCopyOf<T>(value: T): T {
  return frozen(JSON.parse(JSON.stringify(value)));
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
