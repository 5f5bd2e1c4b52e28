import type { RunShown } from '../ports/run-shown.ts';
import type { HandlerContext } from './make-handler.ts';

interface Shown {
  readonly open: () => Promise<RunShown>;
  readonly patience: () => number;
  measuredUntil?: number | undefined;
}

/**
 * Undefined without a dashboard. The clients are in a file of their own, and are loaded when all else is done: a rollback
 * waits for none of them.
 * @param kept from one call to the next
 */
export function runShownOf(
  { settings, clock, patience }: HandlerContext,
  kept: Pick<Shown, 'measuredUntil'>,
): Shown | undefined {
  if (settings.dashboard === false) return undefined;
  const { migration, region } = settings;
  return {
    open: async () => {
      const { openRunShown } = await import('#apart/run-shown.js');
      return openRunShown(migration, region, () => clock.now());
    },
    patience,
    get measuredUntil() {
      return kept.measuredUntil;
    },
    set measuredUntil(until) {
      kept.measuredUntil = until;
    },
  };
}
