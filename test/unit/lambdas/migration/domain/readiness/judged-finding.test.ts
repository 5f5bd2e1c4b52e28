import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { inBrief, inFull } from '../../../../../../lambdas/migration/domain/readiness/judged-finding.ts';

const found = (subject: string, level: Finding['level'] = 'fail'): Finding => ({
  check: 'VerifyDns',
  subject,
  level,
  code: 'some-code',
  seen: 'It was seen.',
  why: 'It matters.',
  toDo: 'Fix it.',
});

it('names the check and what it is about', () => {
  expect(inBrief(found('www.shop.test'))).toBe('VerifyDns www.shop.test (some-code)');
  expect(inFull(found('www.shop.test', 'pass'))).toBe('VerifyDns www.shop.test: It was seen.');
});

it('names the check once where it is about the check itself', () => {
  expect(inBrief(found('VerifyDns'))).toBe('VerifyDns (some-code)');
  expect(inFull(found('VerifyDns'))).toMatch(
    /^VerifyDns \(some-code\): It was seen. It matters. To do: Fix it\./,
  );
  expect(inFull(found('VerifyDns', 'pass'))).toBe('VerifyDns: It was seen.');
});
