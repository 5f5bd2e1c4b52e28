import { judgeManualCheck } from '../../../../../../lambdas/migration/domain/readiness/judge-manual-check.ts';

const check = { id: 'cron-jobs', what: 'No cron job runs on both sides.' };
const signedOff = { by: 'Ann', on: '2027-02-01', until: '2027-03-01' };
const judged = (now: string, signed?: typeof signedOff) =>
  judgeManualCheck({ ...check, ...(signed && { signedOff: signed }) }, Date.parse(now));

describe('A manual check', () => {
  it('fails while nobody has signed it off', () => {
    expect(judged('2027-02-20T00:00:00Z')).toMatchObject({
      check: 'AssessReadiness',
      subject: 'cron-jobs',
      level: 'fail',
      code: 'manual-check-open',
      seen: 'Nobody has signed off: No cron job runs on both sides.',
    });
  });

  it('passes until the end of the last day, and says who signed when, and until when', () => {
    expect(judged('2027-03-01T23:59:59.999Z', signedOff)).toMatchObject({
      level: 'pass',
      code: 'manual-check-signed',
      seen: 'Signed off by Ann on 2027-02-01, until 2027-03-01: No cron job runs on both sides.',
    });
  });

  it('fails from the next day on', () => {
    expect(judged('2027-03-02T00:00:00Z', signedOff)).toMatchObject({
      level: 'fail',
      code: 'manual-check-expired',
    });
  });
});
