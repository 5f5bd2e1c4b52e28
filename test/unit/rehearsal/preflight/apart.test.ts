import type { Finding } from '../../../../lambdas/migration/contract/findings.ts';
import { compact } from '../../../../lambdas/migration/domain/readiness/compact.ts';
import { apart } from '../../../../rehearsal/preflight/migration/apart.ts';

const passes = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, i) => ({
    level: 'pass',
    check: 'VerifyIngress',
    code: 'ingress-answers-alike',
    subject: `name-${i}.shop.test (/)`,
    seen: 'At 198.51.100.20: it is answered 200, as on legacy.',
    why: 'Clients would notice another answer.',
    toDo: 'No action needed.',
  }));

describe('What a dry run has found', () => {
  it('is read one by one where the check has joined it', () => {
    const joined = compact(passes(12));

    expect(joined).toHaveLength(1);
    expect(apart(joined)).toEqual(passes(12));
  });

  it('stays joined where not all subjects are listed', () => {
    const joined = compact(passes(900));

    expect(apart(joined)).toEqual(joined);
  });

  it('is left alone where it only reads as if it were joined', () => {
    const [first] = passes(1);
    const quoted = {
      ...first,
      seen: 'The message was: yes. The same is true of all 2: a, b',
    } as Finding;

    expect(apart([quoted])).toEqual([quoted]);
  });
});
