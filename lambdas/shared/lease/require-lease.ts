import { ERRORS } from '../contract/errors.ts';
import type { ReplacePayload } from '../contract/masters/payloads.ts';
import { NamedError } from '../domain/named-error.ts';
import type { Lease, MastersStore } from '../ports/masters/masters-store.ts';

/**
 * Reads the lease anew and proves that this execution still has it, as its holder or as one that recovers a master which
 * is gone. Nothing that an execution carries along is proof: who was overtaken does not know it.
 * @throws LeaseLost, TransientFailure
 */
export async function requireLease(
  { store }: { readonly store: Pick<MastersStore, 'lease'> },
  { run, fencing }: Pick<ReplacePayload, 'run' | 'fencing'>,
): Promise<Lease> {
  const { value: lease } = await store.lease();
  const lost = whyLost(lease, run.arn, fencing);
  if (lost) throw new NamedError(ERRORS.leaseLost, `${lost} This execution must not act on any master.`);
  return lease;
}

function whyLost({ broken, holder, recovering, fencing }: Lease, execution: string, own: number): string {
  if (broken) return `The lease was broken by the page of ${broken.replacement} at ${broken.at}.`;
  // Who recovers stays beside a holder that comes after: its master is gone, so it disturbs nobody by going on.
  if (recovering.some((one) => one.executionArn === execution)) return '';
  if (holder?.executionArn !== execution)
    return `The lease is held by ${holder?.executionArn ?? 'nobody'}, not by ${execution}.`;
  return fencing === own
    ? ''
    : `The lease was taken anew since: its fencing counter is ${fencing}, this execution's is ${own}.`;
}
