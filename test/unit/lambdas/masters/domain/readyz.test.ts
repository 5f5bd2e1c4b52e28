import fc from 'fast-check';
import { healthFrom } from '../../../../../lambdas/masters/domain/readyz.ts';
import type { ApiAnswer } from '../../../../../lambdas/shared/domain/api-answer.ts';

const GOOD = `[+]ping ok
[+]log ok
[+]etcd ok
[+]etcd-readiness ok
[+]etcd-override-0 ok
[+]etcd-override-readiness-0 ok
[+]informer-sync ok
[+]poststarthook/start-apiextensions-informers ok
[+]shutdown ok
readyz check passed
`;

const of = (status: number, body: string) => healthFrom('i-a', { kind: 'answer', status, body });
const BAD = GOOD.replace('passed', 'failed');

describe('an answer of /readyz', () => {
  it('speaks for each etcd cluster', () => {
    expect(of(200, GOOD)).toMatchObject({ answered: true, etcd: { etcd: true, 'etcd-override-0': true } });
  });

  it.each([
    ['main', '[+]etcd ok', '[-]etcd failed: reason withheld', { etcd: false, 'etcd-override-0': true }],
    [
      'its readiness',
      '[+]etcd-readiness ok',
      '[-]etcd-readiness failed: reason withheld',
      { etcd: false, 'etcd-override-0': true },
    ],
    [
      'events',
      '[+]etcd-override-0 ok',
      '[-]etcd-override-0 failed: reason withheld',
      { etcd: true, 'etcd-override-0': false },
    ],
    [
      'a check that was left out',
      '[+]etcd ok',
      '[+]etcd excluded: ok',
      { etcd: false, 'etcd-override-0': true },
    ],
    [
      'another check',
      '[+]shutdown ok',
      '[-]shutdown failed: reason withheld',
      { etcd: true, 'etcd-override-0': true },
    ],
  ])('says that %s failed', (_what, line, instead, etcd) => {
    expect(of(500, BAD.replace(line, instead))).toMatchObject({ answered: true, etcd });
  });

  it.each(['etcd-foo', 'etcd-override-1000', 'etcd-override', 'etcd-7', 'etcd-readiness-0', 'etcd2'])(
    'is bad when %s failed, which nobody knows, and says nothing when that is well',
    (name) => {
      const bad = of(500, BAD.replace('[+]ping ok', `[-]${name} failed: reason withheld`));
      expect(bad).toMatchObject({
        answered: true,
        etcd: { etcd: true, 'etcd-override-0': true, [name]: false },
        reason: `failed: ${name}`,
      });
      expect(of(200, GOOD.replace('[+]ping ok', `[+]${name} ok`))).toEqual(of(200, GOOD));
    },
  );

  it('is bad when a check failed whose name is too long to hand on', () => {
    const name = `etcd-${'x'.repeat(5000)}`;
    const { etcd } = of(500, BAD.replace('[+]ping ok', `[-]${name} failed: reason withheld`));
    expect(Object.values(etcd)).toEqual([false, true, true]);
    expect(Object.keys(etcd)[0]).toHaveLength(120);
  });

  it('may know more than two etcd clusters', () => {
    const more = BAD.replace(
      '[+]ping ok',
      '[+]etcd-override-1 ok\n[-]etcd-override-2 failed: reason withheld',
    );
    expect(of(500, more).etcd).toMatchObject({ 'etcd-override-1': true, 'etcd-override-2': false });
  });

  it.each([
    ['HTML', 200, '<html><body>[+]etcd ok</body></html>', /does not end as/],
    ['a redirect', 302, '', /302/],
    ['a proxy that is ill', 503, GOOD, /503/],
    ['an answer that was cut', 200, GOOD.slice(0, 60), /does not end as/],
    [
      'one with more etcd clusters than anybody has',
      200,
      `[+]etcd ok\n${Array.from({ length: 9 }, (_, i) => `[+]etcd-override-${i} ok\n`).join('')}readyz check passed\n`,
      /10 checks of etcd; at most 9 are read/,
    ],
    ['one without etcd', 200, '[+]ping ok\nreadyz check passed\n', /no check of etcd/],
    ['nothing', 200, '', /does not end as/],
    ['far too much', 200, `${'x'.repeat(70_000)}\n${GOOD}`, /at most 65536/],
  ])('is no answer: %s', (_what, status, body, reason) => {
    expect(of(status, body)).toMatchObject({ answered: false, failure: 'silent', etcd: {} });
    expect(of(status, body).reason).toMatch(reason);
  });

  it.each([
    ['with CRLF at the ends of its lines', GOOD.replaceAll('\n', '\r\n')],
    ['without an end of its last line', GOOD.trimEnd()],
  ])('is read: %s', (_what, body) => {
    expect(of(200, body)).toMatchObject({ answered: true, etcd: { etcd: true, 'etcd-override-0': true } });
  });

  it.each([
    ['no words', '[-]etcd'],
    ['no words, and succeeds', '[+]etcd'],
    ['an indent', ' [-]etcd failed'],
    ['an indent, and succeeds', '\t[+]etcd ok'],
    ['a tab', '[-]etcd\tfailed'],
    ['a separator of lines after it', '[-]etcd failed: reason withheld\u2028'],
    ['a separator of lines in it', '[-]etcd failed: reason\u2029withheld'],
    ['a return of the carriage in it', '[-]etcd failed: reason withheld\r[+]ping ok'],
    ['a NUL', '[-]etcd failed\0'],
    ['a space after it', '[+]etcd ok '],
    ['two spaces', '[+]etcd  ok'],
    ['capital letters', '[+]etcd OK'],
    ['no reason', '[-]etcd failed'],
    ['two checks', '[+]ping ok [-]etcd failed: reason withheld'],
    ['a name with a space', '[-]etcd main failed: reason withheld'],
    ['a sign that is none', '[*]etcd ok'],
    ['no sign', 'etcd failed: reason withheld'],
  ])('is no answer when a line of it has %s, beside good ones', (_what, line) => {
    for (const [status, body] of [
      [200, GOOD],
      [500, BAD],
    ] as const) {
      const health = of(status, body.replace('[+]etcd ok', `${line}\n[+]etcd ok`));
      expect(health).toMatchObject({ answered: false, failure: 'silent', etcd: {} });
      expect(health.reason).toMatch(/a line that is not a check/);
    }
  });

  it.each([
    ['only the readiness of main', 200, GOOD.replace('[+]etcd ok\n', ''), /etcd-readiness, but not etcd/],
    [
      'only the readiness of events',
      200,
      GOOD.replace('[+]etcd-override-0 ok\n', ''),
      /etcd-override-readiness-0, but not etcd-override-0/,
    ],
    ['200, and that the check failed', 200, BAD, /200 with "readyz check failed"/],
    ['500, and that the check passed', 500, GOOD, /500 with "readyz check passed"/],
    [
      'that the check passed, and one that failed',
      200,
      GOOD.replace('[+]etcd-override-0 ok', '[-]etcd-override-0 failed: reason withheld'),
      /"readyz check passed" beside "\[-\]etcd-override-0 failed/,
    ],
  ])('is no answer that says %s', (_what, status, body, reason) => {
    expect(of(status, body)).toMatchObject({ answered: false, failure: 'silent', etcd: {} });
    expect(of(status, body).reason).toMatch(reason);
  });

  it.each<ApiAnswer>([
    { kind: 'answer', status: 401, body: '' },
    { kind: 'answer', status: 403, body: GOOD },
    { kind: 'wrong-certificate', reason: 'self-signed' },
  ])('is a refusal: %j', (answer) => {
    expect(healthFrom('i-a', answer)).toMatchObject({ answered: false, failure: 'refused', etcd: {} });
  });

  it('is healthy only by the documented words, whatever else comes', () => {
    const line = fc.constantFrom(
      '[+]etcd ok',
      '[-]etcd failed',
      '[+]etcd',
      'etcd ok',
      '[+]etcd  ok',
      '[+]etcd OK',
    );
    const bodies = fc.array(fc.oneof(line, fc.string()), { maxLength: 6 });
    fc.assert(
      fc.property(bodies, fc.constantFrom('readyz check passed', 'ok', ''), (lines, end) => {
        const health = of(200, [...lines, end].join('\n'));
        if (health.etcd.etcd) {
          expect(lines.join('\n').split(/\r?\n/)).toContain('[+]etcd ok');
          expect(end).toBe('readyz check passed');
          expect(lines).not.toContain('[-]etcd failed');
        }
      }),
    );
  });
});
