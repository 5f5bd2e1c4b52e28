import { whyFailing } from '../../../../../lambdas/migration/alarms/probe-names/why-failing.ts';
import type { ServerCertificate } from '../../../../../lambdas/migration/domain/certificate.ts';
import type { Attempt, WebAnswer } from '../../../../../lambdas/migration/ports/web-probe.ts';

const NOW = '2027-03-01T12:00:00.000Z';
const GOOD: ServerCertificate = {
  subject: 'www.shop.test',
  issuer: 'Test Trust',
  names: ['www.shop.test'],
  coversName: true,
  validFrom: '2027-01-01T00:00:00.000Z',
  validUntil: '2027-06-01T00:00:00.000Z',
  chain: 'trusted',
};
const answered = (status: number, certificate: Partial<ServerCertificate> = {}): Attempt<WebAnswer> => ({
  answered: true,
  value: { status, headers: {}, body: '', certificate: { ...GOOD, ...certificate } },
});

describe('a name fails', () => {
  it.each<[string, Attempt<WebAnswer>, string | undefined]>([
    ['200', answered(200), undefined],
    ['a redirect', answered(301), undefined],
    ['401, for it may be closed to everybody', answered(401), undefined],
    ['404', answered(404), undefined],
    ['429', answered(429), undefined],
    ['499', answered(499), undefined],
    ['500', answered(500), 'status 500'],
    ['503', answered(503), 'status 503'],
    ['another name’s certificate', answered(200, { coversName: false }), 'for www.shop.test'],
    ['a certificate that ends now', answered(200, { validUntil: NOW }), `expired at ${NOW}`],
    [
      'a certificate of the next moment',
      answered(200, { validFrom: '2027-03-01T12:00:00.001Z' }),
      'valid from',
    ],
    ['a certificate that begins now', answered(200, { validFrom: NOW }), undefined],
    ['a self-signed certificate', answered(404, { chain: 'self-signed' }), 'self-signed'],
    ['a chain without its end', answered(200, { chain: 'incomplete' }), 'not sent'],
    ['an unknown authority', answered(200, { chain: 'unknown-authority' }), 'not trusted'],
    [
      'no connection',
      { answered: false, failure: 'refused', message: 'connect ECONNREFUSED' },
      'connect ECONNREFUSED',
    ],
    ['no time to ask', { answered: false, failure: 'not-asked', message: 'not asked' }, 'not asked'],
    [
      'no TLS at all',
      { answered: true, value: { status: 200, headers: {}, body: '' } },
      'without a certificate',
    ],
  ])('or not by %s', (_what, attempt, why) => {
    const said = whyFailing(attempt, NOW);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(why);
  });
});
