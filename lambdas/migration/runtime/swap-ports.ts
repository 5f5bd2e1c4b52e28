import { Route53Zone } from '../adapters/route53-zone.ts';
import type { CopyPorts, SwapPorts } from '../swap/ports.ts';
import { beforeImageCopyOf } from './before-image-copy.ts';
import { journalOf } from './journal.ts';
import type { HandlerContext } from './make-handler.ts';
import { assumeRoles, route53Access } from './route53-access.ts';
import { learntLimits } from './turns.ts';

/** Route 53 and the journal, as a function that changes zones needs them. */
export function swapPorts(context: HandlerContext): SwapPorts {
  const { settings, clock } = context;
  assumeRoles(context);
  const access = route53Access(context);
  return {
    settings: {
      ...settings,
      // Batches get smaller with what the pacer learns.
      get route53() {
        return learntLimits(context);
      },
    },
    clock,
    journal: journalOf(settings),
    zoneOf: (zoneId, until) => new Route53Zone(zoneId, access(zoneId, until), clock),
  };
}

/** With the copy of the before-image. */
export function copyPorts(context: HandlerContext): CopyPorts {
  return { ...swapPorts(context), copy: beforeImageCopyOf(context.settings) };
}
