import fc from 'fast-check';
import { judgeHook } from '../../../../../lambdas/migration/domain/hook-verdict.ts';
import { cases } from '../../../../support/cases.ts';

const answered = (answer: unknown) =>
  judgeHook('beforeStep', { answer: JSON.stringify(answer), failure: '' }, 300);
const saying = (answer: string) => judgeHook('beforeStep', { answer, failure: '' }, 300);
const failing = (failure: string) => judgeHook('beforeStep', { answer: '', failure }, 300);

describe('what a hook answers', () => {
  it.each([
    ['pass', { verdict: 'pass' }, 'pass', 'It gave no reason.'],
    ['pass with a reason', { verdict: 'pass', reason: '12 of 12 checks' }, 'pass', '12 of 12 checks'],
    ['hold', { verdict: 'hold', reason: 'the queue is long' }, 'hold', 'the queue is long'],
    ['fail', { verdict: 'fail', reason: 'checkout is broken' }, 'fail', 'checkout is broken'],
    ['fail without a reason', { verdict: 'fail', reason: null }, 'fail', 'It gave no reason.'],
    ['more than is asked', { verdict: 'pass', reason: 'ok', seen: { orders: 5 } }, 'pass', 'ok'],
  ])('is followed: %s', (_, answer, verdict, reason) => {
    expect(answered(answer)).toEqual({
      verdict,
      reasons: [`The hook beforeStep says ${verdict}: ${reason}`],
    });
  });

  it.each([
    ['nothing', null, 'found null'],
    ['true', true, 'found true'],
    ['a word', 'pass', 'found "pass"'],
    ['another verdict', { verdict: 'ok' }, 'found {"verdict":"ok"}'],
    ['another case', { verdict: 'Pass' }, 'found {"verdict":"Pass"}'],
    ['a list', [{ verdict: 'pass' }], 'found [{"verdict":"pass"}]'],
    ['an answer of HTTP', { statusCode: 200, body: '{"verdict":"pass"}' }, 'found {"statusCode":200'],
    ['a reason that is no text', { verdict: 'pass', reason: 5 }, 'found {"verdict":"pass","reason":5}'],
    ['no verdict', { reason: 'all is well' }, 'found {"reason":"all is well"}'],
  ])('holds if it can’t be read: %s', (_, answer, found) => {
    const { verdict, reasons } = answered(answer);
    expect(verdict).toBe('hold');
    expect(reasons.join()).toContain(found);
    expect(reasons.join()).toContain('Expected {"verdict": "pass", "hold" or "fail", "reason": "…"}');
  });

  it('holds if there is none, or a part of one', () => {
    expect(saying('').reasons).toEqual([expect.stringContaining('found nothing')]);
    expect(saying('{"verdict":"pass","reason":"cut o').verdict).toBe('hold');
  });

  it('is cut', () => {
    const { reasons } = answered({ verdict: 'hold', reason: 'x'.repeat(9_000) });
    expect(reasons.join().length).toBeLessThan(2_200);
  });
});

describe('a hook without an answer', () => {
  it.each([
    ['States.Timeout: Task timed out after 300 seconds', 'did not answer within 5 min, its time limit.'],
    ['Lambda.TooManyRequestsException: Rate Exceeded', 'gave no answer: Lambda.TooManyRequestsException'],
    [
      'Error: {"errorType":"Error","errorMessage":"shop.test is down","trace":["at x"]}',
      'gave no answer: Error: shop.test is down',
    ],
  ])('holds with what was seen: %s', (failure, says) => {
    const { verdict, reasons } = failing(failure);
    expect(verdict).toBe('hold');
    expect(reasons).toEqual([expect.stringContaining(says)]);
    expect(reasons.join()).not.toContain('trace');
  });
});

it('passes and fails by that very word only, whatever else comes', () => {
  const anything = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ verdict: fc.anything(), reason: fc.anything() }, { requiredKeys: [] }).map((value) => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        return '';
      }
    }),
  );
  fc.assert(
    fc.property(anything, fc.string(), (answer, failure) => {
      const { verdict, reasons } = judgeHook('afterStep', { answer, failure }, 60);
      expect(reasons).toHaveLength(1);
      if (verdict === 'hold') return;
      expect(failure).toBe('');
      expect((JSON.parse(answer) as { verdict: unknown }).verdict).toBe(verdict);
    }),
    { numRuns: cases(500) },
  );
});
