import fc from 'fast-check';
import type { AcceptanceSettings } from '../../../../../../lambdas/migration/contract/acceptances.ts';
import type { CheckState } from '../../../../../../lambdas/migration/contract/calls.ts';
import {
  type CheckResult,
  type Finding,
  LEVELS,
} from '../../../../../../lambdas/migration/contract/findings.ts';
import { accept } from '../../../../../../lambdas/migration/domain/readiness/accept.ts';
import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import { fitted, MOST_BYTES } from '../../../../../../lambdas/migration/domain/readiness/fit.ts';
import { blocks, inFull } from '../../../../../../lambdas/migration/domain/readiness/judged-finding.ts';
import { cases } from '../../../../../support/cases.ts';
import { brokenChecks, CHECK_NAMES, SOME_WAYS } from '../../../../../support/migration/broken-checks.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const HANDED_ON = 256 * 1024;
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const NAMES = Array.from({ length: 10_000 }, (_, i) => `tenant-${i}.apps.shop.test.`);
const LARGEST = someSettings({
  zones: [{ id: 'Z1SHOP', name: 'shop.test.', records: NAMES, fenceName: '_cutover-shop.shop.test.' }],
  keys: Array.from({ length: 100 }, (_, i) => ({ arn: `arn:aws:kms:::key/${i}`, usedBy: [], roles: [] })),
  databases: Array.from({ length: 100 }, (_, i) => ({
    identifier: `shop-db-${i}`,
    kind: 'instance' as const,
    engine: 'postgres' as const,
    roundTrips: 1,
    p99BudgetMs: 1,
  })),
  workloads: { daemonSets: [] } as never,
});
const finding = (subject: string, more: Partial<Finding> = {}): Finding => ({
  check: 'VerifyWorkloads',
  subject,
  level: 'fail',
  code: 'name-not-routed',
  seen: 'No route.',
  why: 'w',
  toDo: 'Route it.',
  ...more,
});
const of = (findings: readonly Finding[]): CheckResult => ({ check: 'VerifyWorkloads', findings });
const unrouted = NAMES.map((name) => finding(name.slice(0, -1)));

describe('what a check returns', () => {
  it('is left as it is where it fits', () => {
    const small = of(unrouted.slice(0, 100));
    expect(fitted(small, LARGEST)).toBe(small);
  });

  it('fits with 10,000 names, 100 databases and 100 keys, each wrong in several ways, and blocks', () => {
    for (const broken of brokenChecks(LARGEST, SOME_WAYS)) {
      const result = fitted(broken, LARGEST);
      expect(bytesOf(result)).toBeLessThanOrEqual(MOST_BYTES[result.check as CheckState]);
      expect(result.findings.some(blocks)).toBe(true);
      expect(uncovered(LARGEST, [result]).filter(({ check }) => check === result.check)).toEqual([]);
    }
  });

  it('fits whatever the findings are, and what blocks still blocks', () => {
    const arbitrary = fc.array(
      fc.record({
        check: fc.constant('VerifyDns'),
        subject: fc.string({ unit: 'binary', maxLength: 300 }),
        level: fc.constantFrom(...LEVELS),
        code: fc.oneof(fc.constantFrom('name-not-routed', 'ssh-open', 'x'), fc.string({ maxLength: 30 })),
        seen: fc.string({ unit: 'binary', maxLength: 2000 }),
        why: fc.string({ maxLength: 300 }),
        toDo: fc.string({ maxLength: 300 }),
      }),
      { minLength: 60, maxLength: 200, size: 'max' },
    );
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...CHECK_NAMES), (findings, check) => {
        const result = fitted({ check, findings }, someSettings());
        expect(bytesOf(result)).toBeLessThanOrEqual(MOST_BYTES[check]);
        if (findings.some(blocks)) expect(result.findings.some(blocks)).toBe(true);
      }),
      { numRuns: cases(200) },
    );
  });

  it('leaves the rest of what Step Functions hands on to the run and its note', () => {
    const sum = Object.values(MOST_BYTES).reduce((total, most) => total + most, 0);
    expect(sum).toBeLessThan(HANDED_ON - 16_000);
  });
});

describe('findings that might be accepted', () => {
  const acceptances: AcceptanceSettings[] = NAMES.slice(40, 60).map((name) => ({
    id: 'name-not-routed',
    subject: name.slice(0, -1),
    reason: 'Traefik routes it.',
    until: '2030-01-01',
  }));
  const settings = { ...LARGEST, acceptances };
  const result = fitted(of(unrouted), settings);

  it('are joined where they are too many, those that are accepted apart', () => {
    expect(result.findings).toHaveLength(21);
    const judged = accept(result.findings, acceptances, Date.UTC(2027, 0, 4));
    expect(judged.filter((each) => 'accepted' in each)).toHaveLength(20);
    const [joined, ...others] = judged.filter(blocks);
    expect(others).toEqual([]);
    expect(joined?.subject).toBe('tenant-0.apps.shop.test and 9979 more');
    expect(joined?.seen).toContain('The same is true of all 9980: tenant-0.apps.shop.test, tenant-1.');
    expect(joined?.toDo).toContain('Each may be accepted by its own subject');
  });

  it('can’t be accepted together: others may be meant the next time', () => {
    const [joined] = result.findings;
    const { subject = '' } = joined ?? {};
    const all = [{ id: 'name-not-routed', subject, reason: 'All of them.', until: '2030-01-01' }] as const;
    const [judged] = accept(joined ? [joined] : [], all, Date.UTC(2027, 0, 4));
    expect(judged && blocks(judged)).toBe(true);
    expect(judged && inFull(judged)).not.toContain('Or accept it');
  });

  it('say of what is missing that nobody checked it', () => {
    const part = fitted(of(unrouted.slice(0, 9990)), settings);
    const missing = part.findings.find(({ code }) => code === 'not-checked');
    expect(missing?.subject).toBe('tenant-9990.apps.shop.test and 9 more');
    expect(uncovered(settings, [part]).filter(({ check }) => check === 'VerifyWorkloads')).toEqual([]);
  });

  it('of more kinds than fit are the worst, and the others are counted', () => {
    const kinds = Array.from({ length: 2000 }, (_, i) =>
      finding('x', { code: `kind-${i}`, level: i === 1999 ? 'fail' : 'warn', seen: 's'.repeat(2000) }),
    );
    const { findings } = fitted(of(kinds), settings);
    expect(findings[0]).toMatchObject({ level: 'fail', code: 'kind-1999' });
    expect(findings.at(-1)).toMatchObject({ level: 'fail', code: 'findings-left-out' });
    expect(findings.at(-1)?.seen).toMatch(/^19\d\d more kinds/);
  });
});
