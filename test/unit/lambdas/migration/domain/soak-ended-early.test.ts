import type { VerdictName } from '../../../../../lambdas/migration/contract/payloads.ts';
import type { SoakSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { judgeSoak, type SoakEvidence } from '../../../../../lambdas/migration/domain/soak-verdict.ts';
import { anAlarm, goodSoak, quietAlarm, requests } from '../../../../support/migration/evidence.ts';

const SOAK: SoakSettings = {
  minimumRequests: 100,
  minimumShareSeen: 0.5,
  maximumExtensions: 2,
  extensionSeconds: 1800,
};
const firing = { ...quietAlarm(), alarm: { known: true, value: anAlarm({ state: 'ALARM' }) } as const };
const foreign = [{ zone: 'shop.test.', foreign: ['www.shop.test holds A 203.0.113.9'] }];
const approval = { percent: 5, soakSeconds: 3600, approval: true };

describe('the verdict', () => {
  it.each<[string, Partial<SoakEvidence>, VerdictName]>([
    ['what was written is put back by then', {}, 'inconclusive'],
    ['a person would have to approve', { step: approval }, 'inconclusive'],
    ['too little was seen', { cluster: [requests('ingress', 0)] }, 'inconclusive'],
    ['somebody else wrote', { zones: foreign }, 'hold'],
    ['an alarm fires', { alarms: [firing] }, 'fail'],
  ])('of a soak that Watch ended early: %s', (_what, overrides, verdict) => {
    const early = { now: Date.parse('2027-03-01T00:30:00Z'), extensions: 2, ...overrides };
    const judged = judgeSoak(goodSoak(early), SOAK);
    expect(judged.verdict).toBe(verdict);
    // It goes on to its own end, and that is no extension.
    expect(judged).toMatchObject({ soakUntil: '2027-03-01T01:00:00Z', extensions: 2 });
  });
});
