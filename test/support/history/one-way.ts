import { isOneWay, type OneWaySettings } from '../../../lambdas/migration/contract/one-way.ts';
import type { Fence } from '../../../lambdas/migration/domain/fence.ts';
import { mayBeClaimedAnew } from './losses.ts';

/** What this must know of its history. */
export interface OneWayRuns {
  readonly settings: OneWaySettings;
  readonly log: readonly string[];
  readonly journal: {
    /** Runs of which it has kept that their one-way step begins. */
    readonly begunOneWay: ReadonlySet<string>;
  };
  readonly migrations: {
    /** When runs began, or the ones that they took over, epoch milliseconds. */
    readonly begunAt: ReadonlyMap<string, number>;
    /** The first of the runs that took one another over. */
    firstOf(run: string): string;
  };
  readonly rollBacks: {
    /** As of when persons have asked for a rollback, epoch milliseconds. */
    readonly askedByPersons: readonly number[];
  };
}

/** Once a run's one-way step has begun, nothing but a person's rollback restores a record of it, in any zone. */
export class OneWaySteps {
  /** The first run of each that has given the cluster a one-way share. */
  readonly #moved = new Set<string>();

  /** @returns what is amiss with a batch that was accepted, and is not of somebody else */
  see(zoneId: string, { execution, phase, weight }: Fence, history: OneWayRuns): readonly string[] {
    const { settings, migrations } = history;
    const first = migrations.firstOf(execution);
    if (phase !== 'restoring' && phase !== 'restored') {
      if (isOneWay(settings, weight)) this.#moved.add(first);
      return [];
    }
    if (!this.hasBegun(first, history) || isAskedFor(first, history)) return [];
    return [`${zoneId}: ${execution} was ${phase} after its one-way step, and no person has asked for it`];
  }

  /**
   * Where the journal has lost it before anything was moved, nobody can know. While it was away, a rollback may have looked at the
   * zones and the copy right before that was kept: then it must not be held.
   */
  hasBegun(first: string, { journal, log, migrations }: OneWayRuns): boolean {
    if (this.#moved.has(first)) return true;
    const isKept = [...journal.begunOneWay].some((run) => migrations.firstOf(run) === first);
    return isKept && !mayBeClaimedAnew(log) && !log.includes('journal: away');
  }
}

/** A person has asked for a rollback since the run began. */
export function isAskedFor(
  first: string,
  {
    migrations,
    rollBacks,
  }: Pick<OneWayRuns, 'rollBacks'> & {
    readonly migrations: Pick<OneWayRuns['migrations'], 'begunAt'>;
  },
): boolean {
  const begunAt = migrations.begunAt.get(first) ?? 0;
  return rollBacks.askedByPersons.some((asOf) => asOf >= begunAt);
}
