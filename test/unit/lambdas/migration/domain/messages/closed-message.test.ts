import {
  type ClosedFacts,
  closedMessage,
  closedReport,
} from '../../../../../../lambdas/migration/domain/messages/closed-message.ts';
import { DECIDE, MIGRATION, SETTINGS, STATE } from './shop-run.ts';

describe('the message and the report of a closed migration', () => {
  const decisions = [
    {
      decision: 'promote' as const,
      reason: 'dashboards look fine',
      decidedBy: `${DECIDE}:d1`,
      soakUntil: '',
      execution: 'd1',
      at: '2027-03-02T12:00:00Z',
      hold: { run: 'run-1', state: 'JudgeSoak', step: 1, reasons: [], taskToken: 'SECRET-TOKEN', since: '' },
    },
  ];
  const facts: ClosedFacts = {
    settings: SETTINGS,
    state: STATE,
    closedAt: '2027-03-08T12:00:00Z',
    timeline: [
      {
        state: 'LowerTtl',
        enteredAt: '2027-03-01T00:00:05Z',
        leftAt: '2027-03-01T00:00:06Z',
        said: 'TTLs lowered.',
      },
    ],
    decisions,
  };

  it('say how long it took, who decided what, what may be done now', () => {
    const { subject, body } = closedMessage(facts, 's3://reports/shop/run-1/closed.txt');
    expect(subject).toBe('shop: migration closed, all traffic is on the cluster');
    expect(body).toContain('4 names in 2 zones answer only with the cluster.');
    expect(body).toContain('Began 2027-03-01T00:00:00Z, closed 2027-03-08T12:00:00Z: 7 d 12 h.');
    expect(body).toContain('2027-03-02T12:00:00Z promote at JudgeSoak, step 2: dashboards look fine');
    expect(body).toContain('You may switch off the legacy platform.');
    expect(body).toContain('Report: s3://reports/shop/run-1/closed.txt');
    expect(body).toContain('#closemigration');
    expect(closedMessage({ ...facts, decisions: [] }, '').body).toContain('No decision was needed.');
  });

  it('keep the timeline, the decisions and the exact before-image', () => {
    const { json, text } = closedReport(facts);
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      schema: 'kops-cutover.closed/1',
      migration: 'shop',
      execution: MIGRATION,
      timeline: [{ state: 'LowerTtl', said: 'TTLs lowered.' }],
      decisions: [{ decision: 'promote', reason: 'dashboards look fine' }],
      beforeImage: { Z2CDN: STATE.beforeImage.get('Z2CDN') },
    });
    expect(JSON.stringify(json)).not.toContain('SECRET-TOKEN');
    expect(text).toContain('- 2027-03-01T00:00:05Z LowerTtl (1 s): TTLs lowered.');
    expect(text).toContain(
      '- Z1SHOP *.apps.shop.test: A legacy-shop-1234567890.us-west-1.elb.amazonaws.com.',
    );
    expect(text).toContain('- Z1SHOP www.shop.test: A 192.0.2.10 192.0.2.11 TTL 300');
  });
});
