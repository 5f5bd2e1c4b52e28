import type { AcceptanceSettings } from '../../../../../../lambdas/migration/contract/acceptances.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { assessReadiness } from '../../../../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { aFinding, passingChecks } from '../../../../../support/migration/passing-checks.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const FIRING = aFinding('VerifyAlarms', 'cluster-5xx', {
  level: 'fail',
  code: 'alarm-firing',
  seen: 'It is in ALARM.',
  toDo: 'Fix what it reports.',
});
const LOSES = aFinding('VerifyCluster', 'main', { level: 'fail', code: 'zone-loss-loses-quorum' });
const WARNING = aFinding('VerifyDns', 'www.shop.test', { level: 'warn', code: 'follows' });

/** The mails after a repeated dry run on each of these days, of what it finds beside what passes. */
async function mailsOf(shop: Shop, ...days: readonly (readonly Finding[])[]) {
  const mails: (string | undefined)[] = [];
  for (const [day, findings] of days.entries()) {
    const { run, world, reports, lastReport, topic } = shop;
    const before = topic.published.length;
    await assessReadiness(
      {
        run: { ...run, name: `daily-${day}`, arn: `${run.arn}-${day}` },
        dryRun: true,
        notify: 'changes',
        note: '',
        step: 0,
        continues: '',
        checks: [
          ...passingChecks(),
          { check: 'VerifyOthers', findings: [...findings, aFinding('VerifyOthers', 'x')] },
        ],
      },
      { ...world, reports, lastReport, topic },
    );
    const sent = topic.published.slice(before);
    expect(sent.length).toBeLessThanOrEqual(1);
    mails.push(sent[0]?.subject);
    shop.now += 86_400_000;
  }
  return mails;
}

const changed = (appeared: number, gone: number) =>
  `shop: preflight has changed, ${appeared} new, ${gone} gone`;

describe('A repeated dry run', () => {
  it.each<[string, Finding[][], (string | undefined)[]]>([
    ['never has anything to say', [[], [], []], [undefined, undefined, undefined]],
    [
      'notifies once of what blocks and stays',
      [[FIRING], [FIRING], [FIRING]],
      [changed(1, 0), undefined, undefined],
    ],
    ['notifies of what is gone', [[], [FIRING], []], [undefined, changed(1, 0), changed(0, 1)]],
    ['notifies of what is in the place of another', [[FIRING], [LOSES]], [changed(1, 0), changed(1, 1)]],
    ['does not notify of warnings', [[], [WARNING], []], [undefined, undefined, undefined]],
  ])('%s', async (_what, days, mails) => {
    expect(await mailsOf(new Shop(), ...days)).toEqual(mails);
  });

  it('says what is new, what is gone and what to do', async () => {
    const shop = new Shop();
    await mailsOf(shop, [LOSES], [FIRING]);
    const body = shop.topic.published.at(-1)?.body ?? '';
    expect(body).toContain(
      'New\n- VerifyAlarms cluster-5xx (alarm-firing): It is in ALARM. It matters. To do: Fix what it reports.',
    );
    expect(body).toContain('Gone\n- VerifyCluster main (zone-loss-loses-quorum)');
    expect(body).toContain('Report: s3://reports/daily-1/readiness.txt');
    expect(body).toContain('docs/runbook.md, heading AssessReadiness');
  });

  it('notifies on the day after the last one of an acceptance', async () => {
    const until = '2027-03-02';
    const acceptances: AcceptanceSettings[] = [
      { id: 'zone-loss-loses-quorum', subject: 'main', reason: 'r', until },
    ];
    // The finding blocks again, and says that its acceptance has expired.
    const days = [[LOSES], [LOSES], [LOSES], [LOSES]];
    expect(await mailsOf(new Shop({ acceptances }), ...days)).toEqual([
      undefined,
      undefined,
      changed(2, 0),
      undefined,
    ]);
  });

  it('notifies of all that blocks when the last report can’t be read', async () => {
    const shop = new Shop();
    await mailsOf(shop, [FIRING]);
    shop.lastReport.text = 'garbage';
    expect(await mailsOf(shop, [FIRING], [FIRING])).toEqual([changed(1, 0), undefined]);
  });

  it('notifies of the same changes again when the mail could not be sent', async () => {
    const shop = new Shop();
    shop.topic.failure = new Error('TransientFailure');
    await expect(mailsOf(shop, [FIRING])).rejects.toThrow('TransientFailure');
    expect(await mailsOf(shop, [FIRING])).toEqual([changed(1, 0)]);
  });
});
