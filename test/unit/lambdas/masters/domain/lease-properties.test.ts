import fc from 'fast-check';
import {
  applyForLease,
  breakLease,
  clearLease,
  FREE_LEASE,
  type Lease,
  releaseLease,
  requireHeld,
} from '../../../../../lambdas/masters/domain/lease.ts';
import { applicant, at, brokenBy } from './leases.ts';

/** A world of executions that come, crash, end, page and are decided about, in any order. */
type Step =
  | { readonly act: 'apply'; readonly who: number; readonly runs: boolean; readonly voluntary: boolean }
  | { readonly act: 'crash' | 'release' | 'page' | 'decide'; readonly who: number };

const who = fc.integer({ min: 0, max: 4 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('apply' as const),
        who,
        runs: fc.boolean(),
        voluntary: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constantFrom('crash' as const, 'release', 'page', 'decide'), who }),
    },
  ),
  { maxLength: 60 },
);

interface World {
  /** Since the beginning. */
  seconds: number;
  lease: Lease;
  readonly attempts: number[];
  readonly ended: Set<string>;
  readonly paged: Set<string>;
  /** What the executions believe: the fencing counter that they were given. */
  readonly fencing: Map<string, number>;
}

function nameOf(n: number): string {
  return `m${n}`;
}

function executionOf(world: World, n: number): string {
  return `arn:${nameOf(n)}-${world.attempts[n]}`;
}

function end(world: World, n: number): void {
  world.ended.add(executionOf(world, n));
  world.attempts[n] = (world.attempts[n] ?? 0) + 1;
}

function take(world: World, step: Step): void {
  const { who: n } = step;
  if (step.act === 'apply') {
    const executionArn = executionOf(world, n);
    const request = step.voluntary ? 'voluntary' : 'involuntary';
    world.seconds += 30;
    const since = new Date(Date.parse(at) + world.seconds * 1000).toISOString();
    const asked = applicant(nameOf(n), { executionArn, runs: step.runs, request, since });
    if (world.paged.has(nameOf(n))) return;
    const { verdict, lease } = applyForLease(world.lease, asked, world.ended);
    if (verdict === 'acquired' && step.voluntary) {
      expect(lease.recovering).toEqual([]);
      expect(lease.broken).toBeUndefined();
    }
    if (verdict === 'acquired') expect(lease.holder?.executionArn).toBe(executionArn);
    if (verdict === 'queued' && lease.holder?.takenOverAt !== since) {
      const recovering = world.lease.recovering.filter((one) => one.replacement !== asked.replacement);
      expect(lease).toEqual({ ...world.lease, recovering });
    }
    if (verdict !== 'queued') world.fencing.set(executionArn, lease.fencing);
    world.lease = lease;
    expect(applyForLease(lease, asked, world.ended)).toMatchObject({ verdict, lease });
  } else if (step.act === 'crash') end(world, n);
  else if (step.act === 'release') {
    world.lease = releaseLease(world.lease, nameOf(n));
    end(world, n);
  } else if (step.act === 'page') {
    world.paged.add(nameOf(n));
    world.lease = breakLease(world.lease, brokenBy(nameOf(n)));
    end(world, n);
  } else if (world.paged.delete(nameOf(n))) {
    world.lease = clearLease(world.lease, nameOf(n), [...world.paged].map(brokenBy));
  }
}

function mayAct(lease: Lease, executionArn: string, fencing: number): boolean {
  try {
    requireHeld(lease, executionArn, fencing);
    return true;
  } catch {
    return false;
  }
}

describe('whatever happens', () => {
  it('at most one runs as holder, fencing goes up only, and pages keep it broken', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world: World = {
          lease: FREE_LEASE,
          seconds: 0,
          attempts: [1, 1, 1, 1, 1],
          ended: new Set(),
          paged: new Set(),
          fencing: new Map(),
        };
        for (const step of taken) {
          const before = world.lease;
          take(world, step);
          const { lease } = world;
          expect(lease.fencing).toBeGreaterThanOrEqual(before.fencing);
          if (lease.holder && lease.holder.executionArn !== before.holder?.executionArn)
            expect(lease.fencing).toBe(before.fencing + 1);
          // Of all that ever ran, one at most may act as the holder; who recovers is on the list, once.
          const recovering = lease.recovering.map(({ executionArn }) => executionArn);
          const acting = [...world.fencing].filter(([arn, fencing]) => mayAct(lease, arn, fencing));
          expect(acting.filter(([arn]) => !recovering.includes(arn)).length).toBeLessThanOrEqual(1);
          expect(new Set(lease.recovering.map(({ replacement }) => replacement)).size).toBe(
            recovering.length,
          );
          expect(lease.broken !== undefined).toBe(world.paged.size > 0);
          if (lease.broken) expect(world.paged).toContain(lease.broken.replacement);
        }
      }),
    );
  });
});
