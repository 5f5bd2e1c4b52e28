import type { ShownPorts } from '../ports/run-shown.ts';
import type { HandlerContext } from './make-handler.ts';

/**
 * Undefined without a dashboard. The clients are in a file of their own, and are loaded when all else is done: a rollback
 * waits for none of them.
 * @param measured kept from one call to the next
 */
export function runShownOf(
  { settings, clock, patience }: HandlerContext,
  measured: ShownPorts['measured'],
): ShownPorts | undefined {
  if (settings.dashboard === false) return undefined;
  const { migration, region } = settings;
  return {
    open: async () => {
      const { openRunShown } = await import('#apart/run-shown.js');
      return openRunShown(migration, region, () => clock.now());
    },
    patience,
    measured,
  };
}
