import {
  applyForLease,
  breakLease,
  clearLease,
  FREE_LEASE,
  releaseLease,
  requireHeld,
  tidyLease,
} from '../../../../../lambdas/masters/domain/lease.ts';
import { applicant, at, brokenBy, held, NONE } from './leases.ts';

describe('the lease', () => {
  it('belongs to whoever comes first, and asking again changes nothing', () => {
    const first = applyForLease(FREE_LEASE, applicant('a'), NONE);
    expect(first).toMatchObject({
      verdict: 'acquired',
      lease: { fencing: 1, holder: { replacement: 'a' } },
    });
    const again = applyForLease(first.lease, applicant('a', { since: '2026-03-02T00:00:00Z' }), NONE);
    expect(again.verdict).toBe('acquired');
    expect(again.lease).toBe(first.lease);
  });

  it('lets a second running master wait, and says for whom', () => {
    const second = applyForLease(held(applicant('a')), applicant('b'), NONE);
    expect(second).toMatchObject({ verdict: 'queued', reason: expect.stringContaining('replacement of a') });
    expect(second.lease).toEqual(held(applicant('a')));
  });

  it('is taken over from a holder that has ended, and then fences it out', () => {
    const lease = held(applicant('a'));
    const { lease: taken } = applyForLease(lease, applicant('b'), new Set(['arn:a-1']));
    expect(taken).toMatchObject({ fencing: 2, holder: { replacement: 'b', takenOverAt: at } });
    expect(() => requireHeld(taken, 'arn:a-1', 1)).toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect(() => requireHeld(taken, 'arn:b-1', 2)).not.toThrow();
    expect(() => requireHeld(taken, 'arn:b-1', 1)).toThrow('its fencing counter is 2');
  });

  it.each([
    [44, 'queued'],
    [45, 'acquired'],
  ])(
    'is used %i s after a takeover: %s, since what was begun with it before may still come to pass',
    (seconds, expected) => {
      const taken = applyForLease(held(applicant('a')), applicant('b'), new Set(['arn:a-1']));
      expect(taken).toMatchObject({ verdict: 'queued', reason: expect.stringContaining('Taken over from') });
      const since = new Date(Date.parse(at) + seconds * 1000).toISOString();
      expect(applyForLease(taken.lease, applicant('b', { since }), NONE)).toMatchObject({
        verdict: expected,
        lease: taken.lease,
      });
      // A new attempt goes on waiting.
      const next = applicant('b', { executionArn: 'arn:b-2', since });
      expect(applyForLease(taken.lease, next, new Set(['arn:b-1'])).verdict).toBe(expected);
    },
  );

  it('is used at once by the next attempt of the same replacement', () => {
    const next = applicant('a', { executionArn: 'arn:a-2' });
    expect(applyForLease(held(applicant('a')), next, new Set(['arn:a-1'])).verdict).toBe('acquired');
  });

  it('counts from where the same replacement took it first, however many attempts it has', () => {
    const later = { executionArn: 'arn:a-2', since: '2026-03-02T00:00:00Z' };
    const own = new Set(['arn:a-1']);
    const again = applyForLease(held(applicant('a')), applicant('a', later), own).lease;
    expect(again).toMatchObject({ fencing: 2, holder: { executionArn: 'arn:a-2', since: at } });
    const other = applyForLease(held(applicant('a')), applicant('b', { since: later.since }), own).lease;
    expect(other.holder).toMatchObject({ replacement: 'b', since: later.since });
    const gone = { ...later, runs: false };
    const joined = applyForLease(held(applicant('a', { runs: false })), applicant('a', gone), own).lease;
    expect(joined.recovering).toEqual([expect.objectContaining({ executionArn: 'arn:a-2', since: at })]);
  });

  it('does not stand in the way of a master that is gone, and nothing voluntary begins beside it', () => {
    const gone = applyForLease(held(applicant('a')), applicant('b', { runs: false }), NONE);
    expect(gone).toMatchObject({
      verdict: 'recovering',
      lease: { holder: { replacement: 'a' }, recovering: [{ replacement: 'b' }] },
    });
    const free = releaseLease(gone.lease, 'a');
    expect(applyForLease(free, applicant('c', { request: 'voluntary' }), NONE)).toMatchObject({
      verdict: 'queued',
      reason: expect.stringContaining('No voluntary replacement'),
    });
    expect(applyForLease(free, applicant('c'), NONE).verdict).toBe('acquired');
    expect(
      applyForLease(releaseLease(free, 'b'), applicant('c', { request: 'voluntary' }), NONE).verdict,
    ).toBe('acquired');
  });

  it('stops a voluntary holder once somebody recovers', () => {
    const voluntary = applicant('a', { request: 'voluntary' });
    const beside = held(applicant('b', { runs: false }), held(voluntary));
    expect(applyForLease(beside, voluntary, NONE).verdict).toBe('queued');
  });

  it('stays with its holder when that finds its master gone', () => {
    const lease = held(applicant('a'));
    const found = applyForLease(lease, applicant('a', { runs: false }), NONE);
    expect(found.verdict).toBe('recovering');
    expect(found.lease).toBe(lease);
  });

  it('asks who recovers to be alone when its master runs after all', () => {
    const joined = held(applicant('a', { runs: false }));
    expect(applyForLease(joined, applicant('a'), NONE)).toMatchObject({
      verdict: 'acquired',
      lease: { fencing: 1, holder: { replacement: 'a' }, recovering: [] },
    });
  });

  it('is waited for by such a one, and then nobody waits for that one', () => {
    const both = held(applicant('b', { runs: false }), held(applicant('a')));
    const queued = applyForLease(both, applicant('b'), NONE);
    expect(queued).toMatchObject({
      verdict: 'queued',
      lease: { fencing: 1, holder: { replacement: 'a' }, recovering: [] },
    });
    const again = applyForLease(queued.lease, applicant('b'), NONE);
    expect(again.verdict).toBe('queued');
    expect(again.lease).toBe(queued.lease);
    const broken = applyForLease(breakLease(both, brokenBy('c')), applicant('b'), NONE);
    expect(broken).toMatchObject({
      verdict: 'queued',
      lease: { broken: { replacement: 'c' }, recovering: [] },
    });
  });

  it('once broken lets only recoveries continue, whoever has ended', () => {
    const broken = breakLease(held(applicant('a')), brokenBy('a'));
    expect(broken).toMatchObject({ fencing: 1, broken: { replacement: 'a' } });
    expect(broken.holder).toBeUndefined();
    for (const one of [applicant('a'), applicant('b')])
      expect(applyForLease(broken, one, new Set(['arn:a-1']))).toMatchObject({
        verdict: 'queued',
        reason: expect.stringContaining('VolumeStuck of a'),
      });
    const recovering = held(applicant('b', { runs: false }), broken);
    expect(recovering.recovering).toHaveLength(1);
    expect(() => requireHeld(recovering, 'arn:b-1', 0)).not.toThrow();
    expect(() => requireHeld(recovering, 'arn:a-1', 1)).toThrow('broken by the page of a');
  });

  it('stops the other holder while it is broken', () => {
    const broken = breakLease(held(applicant('a')), brokenBy('b'));
    expect(() => requireHeld(broken, 'arn:a-1', 1)).toThrow('broken by the page of b');
    expect(() => requireHeld(clearLease(broken, 'b', []), 'arn:a-1', 1)).not.toThrow();
  });

  it('stays broken until each page is decided', () => {
    const first = breakLease(held(applicant('a')), brokenBy('a'));
    const both = breakLease(first, brokenBy('b'));
    expect(both.broken?.replacement).toBe('a');
    const one = clearLease(both, 'a', [brokenBy('a'), brokenBy('b')]);
    expect(one.broken?.replacement).toBe('b');
    expect(clearLease(both, 'b', [brokenBy('a')]).broken?.replacement).toBe('a');
    expect(clearLease(one, 'b', []).broken).toBeUndefined();
  });

  it('is tidied of all that is over, and broken as long as anything is paged', () => {
    const broken = breakLease(held(applicant('b', { runs: false }), held(applicant('a'))), brokenBy('c'));
    expect(tidyLease(broken, new Set(['a', 'b']), [brokenBy('c')])).toBe(broken);
    expect(tidyLease(broken, new Set(['b']), [brokenBy('d')])).toEqual({
      fencing: 1,
      recovering: [expect.objectContaining({ replacement: 'b' })],
      broken: brokenBy('d'),
    });
    expect(tidyLease(broken, new Set(), [])).toEqual({ fencing: 1, recovering: [] });
    expect(tidyLease(FREE_LEASE, new Set(), [brokenBy('c')])).toBe(FREE_LEASE);
  });

  it('gives a new attempt the place of the one before', () => {
    const joined = held(applicant('a', { runs: false }));
    const next = held(applicant('a', { runs: false, executionArn: 'arn:a-2' }), joined);
    expect(next.recovering.map(({ executionArn }) => executionArn)).toEqual(['arn:a-2']);
    expect(() => requireHeld(next, 'arn:a-1', 0)).toThrow('held by nobody');
  });
});
