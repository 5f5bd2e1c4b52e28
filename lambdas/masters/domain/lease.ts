/**
 * The cluster's one lease on its masters. Only its holder may take a running master down. Who recovers a master that
 * is gone already disturbs nobody, so several may do that beside the holder, and even while the lease is broken; but
 * nothing voluntary begins as long as one of them is at it.
 */

import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Page } from '../contract/payloads.ts';
import { LOOK_VALID_SECONDS } from './completion.ts';
import type { Replacement } from './replacement.ts';

/** An execution that wants to act on a master. */
export interface Applicant extends LeaseHolder {
  readonly request: 'voluntary' | 'involuntary';
  /** Whether its master runs: '' and terminated ones don't. */
  readonly runs: boolean;
}

export interface LeaseVerdict {
  readonly verdict: 'acquired' | 'recovering' | 'queued';
  /** For people. */
  readonly reason: string;
  /** The lease to be put in place of the one that was judged; the very same where nothing changes. */
  readonly lease: Lease;
}

/**
 * So long after a takeover nothing of before can come to pass: AcquireLease, which says when it takes the lease over, is ended
 * by Lambda after 30 s, and a look that was made while another had it is good for `LOOK_VALID_SECONDS`. The rest is for clocks.
 */
export const SETTLED_AFTER_SECONDS = 30 + LOOK_VALID_SECONDS + 5;

export const FREE_LEASE: Lease = { fencing: 0, recovering: [] };

/**
 * Judges what an execution may do now. Asking again changes nothing.
 * @param ended executions of the lease of which Step Functions says that they don't run; what is not in it counts as running
 */
export function applyForLease(lease: Lease, applicant: Applicant, ended: ReadonlySet<string>): LeaseVerdict {
  return applicant.runs ? acquire(lease, applicant, ended) : join(lease, applicant);
}

function acquire(lease: Lease, applicant: Applicant, ended: ReadonlySet<string>): LeaseVerdict {
  const { holder } = lease;
  // Its master was thought to be gone, and runs: then it must be alone like everybody else, and nobody waits for it.
  const recovering = lease.recovering.filter((one) => one.replacement !== applicant.replacement);
  const isListed = recovering.length < lease.recovering.length;
  const queued = (reason: string): LeaseVerdict => ({
    verdict: 'queued',
    reason,
    lease: isListed ? { ...lease, recovering } : lease,
  });
  if (lease.broken) return queued(`The lease is broken: ${brokenInWords(lease.broken)}`);
  const [other] = recovering;
  if (applicant.request === 'voluntary' && other)
    return queued(`No voluntary replacement begins while ${holderInWords(other)} recovers a master.`);
  if (holder?.executionArn === applicant.executionArn && !isListed)
    return isSettled(holder, applicant)
      ? { verdict: 'acquired', reason: `Held since ${holder.since}.`, lease }
      : queued(`It was taken over at ${holder.takenOverAt}. ${WHY_NOT_YET}`);
  if (holder && holder.executionArn !== applicant.executionArn && !ended.has(holder.executionArn))
    return queued(`The lease is held by ${holderInWords(holder)}.`);
  const fencing = lease.fencing + 1;
  const next = { fencing, holder: holderOf(applicant, holder), recovering };
  if (!holder) return { verdict: 'acquired', reason: `The lease was free; fencing ${fencing}.`, lease: next };
  const reason = `Taken over from ${holderInWords(holder)}, which no longer runs; fencing ${fencing}.`;
  if (isSettled(next.holder, applicant)) return { verdict: 'acquired', reason, lease: next };
  return { verdict: 'queued', reason: `${reason} ${WHY_NOT_YET}`, lease: next };
}

const WHY_NOT_YET = 'Calls of its previous holder may still take effect, so it is not used yet.';

/**
 * Whether nothing that another replacement has begun with the lease can take effect any more: its execution has ended, but
 * the function that it called may still run. One of the same replacement is about the same master only.
 */
function isSettled({ takenOverAt }: LeaseHolder, { since: now }: Applicant): boolean {
  return (
    takenOverAt === undefined || (Date.parse(now) - Date.parse(takenOverAt)) / 1000 >= SETTLED_AFTER_SECONDS
  );
}

function join(lease: Lease, applicant: Applicant): LeaseVerdict {
  const { holder, recovering, broken } = lease;
  const own = (one: LeaseHolder) => one.executionArn === applicant.executionArn;
  // A holder keeps its lease: others that wait for it are judged by the gate only after this one is done.
  if ((holder && own(holder) && !broken) || recovering.some(own))
    return { verdict: 'recovering', reason: 'The master is gone; this execution recovers it.', lease };
  const others = recovering.filter((one) => one.replacement !== applicant.replacement);
  const former = recovering.find((one) => one.replacement === applicant.replacement);
  const beside = [...(holder ? [holder] : []), ...others].map(holderInWords);
  return {
    verdict: 'recovering',
    reason: `The master is gone, so nothing can be disturbed${beside.length > 0 ? `; beside ${beside.join(', ')}` : ''}.`,
    lease: { ...lease, recovering: [...others, holderOf(applicant, former)] },
  };
}

/**
 * With the execution as one of those that recover a master, which waits for another master to be terminated: as the holder
 * it would keep that one from being released. The very same if nothing changes.
 */
export function yieldLease(lease: Lease, executionArn: string, waitsFor: string): Lease {
  const { holder, ...rest } = lease;
  const own = (one: LeaseHolder) => one.executionArn === executionArn;
  const former = lease.recovering.find(own) ?? (holder && own(holder) ? holder : undefined);
  if (!former || (former !== holder && former.waitsFor === waitsFor)) return lease;
  const recovering = [...lease.recovering.filter((one) => !own(one)), { ...former, waitsFor }];
  return { ...rest, ...(holder && !own(holder) && { holder }), recovering };
}

/** Without anything of this replacement, whichever of its executions took it; the very same where there is nothing. */
export function releaseLease(lease: Lease, replacement: string): Lease {
  const { holder, ...rest } = lease;
  const recovering = lease.recovering.filter((one) => one.replacement !== replacement);
  if (holder?.replacement === replacement) return { ...rest, recovering };
  return recovering.length === lease.recovering.length ? lease : { ...lease, recovering };
}

/**
 * Breaks the lease for a page: from here on nobody acts on a running master until a person has decided. The first page
 * stays in it.
 */
export function breakLease(lease: Lease, broken: Broken): Lease {
  const released = releaseLease(lease, broken.replacement);
  return released.broken ? released : { ...released, broken };
}

export type Broken = NonNullable<Lease['broken']>;

/** What breaks the lease for a paged replacement; undefined for one that isn't paged. */
export function brokenBy({ id, status, statusAt, page }: Replacement): Broken | undefined {
  return status === 'paged' && page ? { replacement: id, at: statusAt, page } : undefined;
}

/**
 * After a person's decision on `replacement`. Others that were paged too keep the lease broken.
 * @param paged what else a person has to decide
 */
export function clearLease(lease: Lease, replacement: string, paged: readonly Broken[]): Lease {
  const released = releaseLease(lease, replacement);
  if (released.broken?.replacement !== replacement) return released;
  const { broken: _decided, ...cleared } = released;
  const next = paged.find((one) => one.replacement !== replacement);
  return next ? { ...cleared, broken: next } : cleared;
}

/**
 * The lease without what was left lying in it: it is taken only by what is open, and broken only by what is paged. The
 * very same where nothing was.
 * @param open ids of replacements that are under way
 */
export function tidyLease(lease: Lease, open: ReadonlySet<string>, paged: readonly Broken[]): Lease {
  const { holder, recovering, broken, ...rest } = lease;
  const held = holder && open.has(holder.replacement);
  const kept = recovering.filter((one) => open.has(one.replacement));
  const waits = broken && paged.some((one) => one.replacement === broken.replacement);
  if (
    Boolean(holder) === Boolean(held) &&
    kept.length === recovering.length &&
    Boolean(broken) === Boolean(waits)
  )
    return lease;
  const next = waits ? broken : broken && paged[0];
  return { ...rest, ...(holder && held && { holder }), recovering: kept, ...(next && { broken: next }) };
}

/** @throws LeaseLost when the execution is not (any more) one that may act, by a lease read just now */
export function requireHeld(lease: Lease, executionArn: string, fencing: number): void {
  const lost = whyLost(lease, executionArn, fencing);
  if (lost) throw new NamedError(ERRORS.leaseLost, `${lost} This execution must not act on any master.`);
}

function whyLost({ broken, holder, recovering, fencing }: Lease, execution: string, own: number): string {
  // Who recovers stays beside a later holder, and beside a broken lease: its master is gone, so it disturbs nobody if it
  // continues. Its own page, or a later attempt, takes it off the list.
  if (recovering.some((one) => one.executionArn === execution)) return '';
  if (broken) return `The lease was broken by the page of ${broken.replacement} at ${broken.at}.`;
  if (holder?.executionArn !== execution)
    return `The lease is held by ${holder?.executionArn ?? 'nobody'}, not by ${execution}.`;
  return fencing === own
    ? ''
    : `The lease has changed hands: its fencing counter is ${fencing}, this execution's is ${own}.`;
}

export function brokenInWords({
  replacement,
  at,
  page,
}: {
  replacement: string;
  at: string;
  page: Page;
}): string {
  return `${page.heading} of ${replacement} was paged at ${at} and needs your decision.`;
}

function holderInWords({ replacement, since }: LeaseHolder): string {
  return `the replacement of ${replacement} (since ${since})`;
}

/**
 * A new attempt counts from where its replacement's former one began: however often attempts fail, it shows for how long
 * nobody else could continue.
 */
function holderOf(
  { executionArn, replacement, since, reason }: Applicant,
  former?: LeaseHolder,
): LeaseHolder {
  if (former && former.replacement !== replacement)
    return { executionArn, replacement, since, reason, takenOverAt: since };
  const takenOverAt = former?.takenOverAt;
  const own = { executionArn, replacement, since: former?.since ?? since, reason };
  return takenOverAt === undefined ? own : { ...own, takenOverAt };
}

export interface Lease {
  /** Counts up at each change of holder; never back. */
  readonly fencing: number;
  /** Who acts on masters now, alone. */
  readonly holder?: LeaseHolder;
  /** Executions whose master was gone before they came: they disturb nobody, and nothing voluntary begins beside them. */
  readonly recovering: readonly LeaseHolder[];
  /** Set by a page: nobody takes the lease until a person has decided. */
  readonly broken?: { readonly replacement: string; readonly at: string; readonly page: Page };
}

export interface LeaseHolder {
  readonly executionArn: string;
  readonly replacement: string;
  /** When its replacement took the lease, by whichever of its attempts, ISO 8601. */
  readonly since: string;
  readonly reason: string;
  /** When it was taken over from another replacement, whose execution had ended, ISO 8601. */
  readonly takenOverAt?: string;
  /** A master of another group that must go first: it has the volumes that this one's replacement needs. */
  readonly waitsFor?: string;
}
