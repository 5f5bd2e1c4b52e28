import type { CheckResult, Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { AssessReadinessPayload } from '../../../../../../lambdas/migration/contract/payloads.ts';
import type { AlarmSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import { assessReadiness } from '../../../../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { parseAssessReadinessPayload } from '../../../../../../lambdas/migration/migrate/assess-readiness/payload.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { aFinding, passingChecks } from '../../../../../support/migration/passing-checks.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const FAIL = aFinding('VerifyDns', 'www.shop.test', {
  level: 'fail',
  code: 'record-missing',
  seen: 'The zone has nothing at this name.',
  toDo: 'Correct the name.',
});
const PASSING = passingChecks();
/** And how long open connections last. */
const FINDINGS = PASSING.flatMap(({ findings }) => findings).length + 1;
const withDns = (...findings: Finding[]): CheckResult[] => [...PASSING, { check: 'VerifyDns', findings }];

async function assess(overrides: Partial<AssessReadinessPayload> = {}, shop = new Shop()) {
  const payload: AssessReadinessPayload = {
    run: shop.run,
    dryRun: false,
    notify: '',
    note: '',
    step: 0,
    continues: '',
    checks: PASSING,
    ...overrides,
  };
  const { world, reports, lastReport, topic } = shop;
  const ports = { ...world, reports, lastReport, topic };
  const readiness = await assessReadiness(parseAssessReadinessPayload(payload), ports);
  const kept = reports.kept.get(`${payload.run.name}/readiness`);
  return { readiness, topic, text: kept?.text ?? '', json: kept?.json as Record<string, unknown> };
}

describe('AssessReadiness', () => {
  it('is ready when nothing fails; it keeps the report and notifies nobody', async () => {
    const { readiness, topic, text, json } = await assess({ note: 'at last' });
    expect(readiness).toEqual({
      ready: true,
      summary: `Ready: ${FINDINGS} findings, none blocks, 0 accepted, 0 warnings.`,
      report: 's3://reports/run-1/readiness.txt',
      blocking: [],
    });
    expect(topic.published).toEqual([]);
    expect(text).toContain('Migration shop (account 111122223333, us-west-1): ready');
    expect(text).toContain('Note: at last');
    expect(json).toMatchObject({
      migration: 'shop',
      ready: true,
      note: 'at last',
      findings: [
        ...PASSING.flatMap(({ findings }) => findings),
        expect.objectContaining({ code: 'connections-bounded' }),
      ],
    });
  });

  it('is ready with warnings, and says how many', async () => {
    const warning = { ...FAIL, level: 'warn' } as const;
    const { readiness, text } = await assess({ checks: withDns(warning) });
    expect(readiness).toMatchObject({
      ready: true,
      summary: expect.stringContaining('none blocks, 0 accepted, 1 warning'),
    });
    expect(text).toContain('Warnings');
  });

  it('is not ready when one finding fails; it says which, and notifies people once', async () => {
    const { readiness, topic, text, json } = await assess({ checks: withDns(FAIL) });
    expect(readiness).toMatchObject({
      ready: false,
      summary: `1 of ${FINDINGS + 1} findings blocks the start: VerifyDns www.shop.test (record-missing)`,
      blocking: ['VerifyDns www.shop.test (record-missing)'],
    });
    expect(json).toMatchObject({ ready: false });
    expect(text).toContain(
      'What must be fixed first\n- VerifyDns www.shop.test (record-missing): The zone has nothing at this name.',
    );
    expect(topic.published).toHaveLength(1);
    const [message] = topic.published;
    expect(message?.subject).toBe('shop: not ready, the migration did not start');
    expect(message?.body).toContain('To do: Correct the name.');
    expect(message?.body).toContain('s3://reports/run-1/readiness.txt');
    expect(message?.body).toContain('docs/runbook.md, heading AssessReadiness');
    expect(message?.body).toContain('/states/home?region=us-west-1#/v2/executions/details/');
  });

  it('is not ready when a finding is unknown, and says so apart from what fails', async () => {
    const unknown = aFinding('VerifyNetwork', 'pcx-1', {
      level: 'unknown',
      code: 'routes-of-another-account',
      seen: 'The route tables of 444455556666 can’t be read.',
      toDo: 'Ask its owner.',
    });
    const { readiness, topic, text } = await assess({
      checks: [...withDns(FAIL), { check: 'VerifyNetwork', findings: [unknown] }],
    });
    expect(readiness).toMatchObject({
      ready: false,
      summary: expect.stringMatching(/^2 of \d+ findings block the start: /),
      blocking: [
        'VerifyDns www.shop.test (record-missing)',
        'VerifyNetwork pcx-1 (routes-of-another-account)',
      ],
    });
    const apart =
      /What must be fixed first\n- VerifyDns www.*\n\nUnknown: find out, then fix or accept it\n- VerifyNetwork pcx-1 \(routes-of-another-account\): The route/;
    expect(text).toMatch(apart);
    expect(topic.published[0]?.body).toMatch(apart);
  });

  it('says which checks asked nothing, and why', async () => {
    const notAsked = { check: 'VerifyCluster', findings: [], notAsked: 'No `cluster` is configured.' };
    const { readiness, text, json } = await assess({ checks: [...PASSING, notAsked] });
    expect(readiness.ready).toBe(true);
    expect(text).toMatch(/Not asked\n(- .*\n)*- VerifyCluster: No `cluster` is configured\./);
    expect(json.notAsked).toContainEqual({ check: 'VerifyCluster', why: 'No `cluster` is configured.' });
  });

  it('is ready when what blocks is accepted, and the report still says so', async () => {
    const lost = aFinding('VerifyCluster', 'main', {
      level: 'fail',
      code: 'zone-loss-loses-quorum',
      seen: 'us-west-1a holds 2 of 3.',
    });
    const checks = [...PASSING, { check: 'VerifyCluster', findings: [lost] }];
    const refused = await assess({ checks });
    expect(refused.readiness.ready).toBe(false);
    expect(refused.text).toContain(
      "Or accept it: acceptances: [{ id: 'zone-loss-loses-quorum', subject: 'main', reason: '…', until: '…' }].",
    );
    const acceptance = {
      id: 'zone-loss-loses-quorum',
      subject: 'main',
      reason: 'Two zones only',
      until: '2027-03-01',
    } as const;
    const { readiness, text, json, topic } = await assess(
      { checks },
      new Shop({ acceptances: [acceptance] }),
    );
    expect(readiness).toMatchObject({
      ready: true,
      summary: expect.stringContaining('none blocks, 1 accepted'),
      blocking: [],
    });
    expect(topic.published).toEqual([]);
    expect(text).toContain(
      'Accepted\n- VerifyCluster main (zone-loss-loses-quorum): us-west-1a holds 2 of 3. It matters. ',
    );
    expect(text).toContain('Accepted until 2027-03-01: Two zones only.');
    expect(json.findings).toContainEqual({
      ...lost,
      accepted: { reason: 'Two zones only', until: '2027-03-01' },
    });
  });

  it('is not ready until people have signed off what only they can check', async () => {
    const check = { id: 'cron-jobs', what: 'No cron job runs on both sides.' };
    const open = await assess({}, new Shop({ manualChecks: [check] }));
    expect(open.readiness.blocking).toEqual(['AssessReadiness cron-jobs (manual-check-open)']);
    expect(open.text).toContain('Manual checks\n- cron-jobs: Nobody has signed off: No cron job');
    const signedOff = { by: 'Ann', on: '2027-02-01', until: '2027-06-30' };
    const signed = await assess({}, new Shop({ manualChecks: [{ ...check, signedOff }] }));
    expect(signed.readiness.ready).toBe(true);
    expect(signed.text).toContain(
      'Manual checks\n- cron-jobs: Signed off by Ann on 2027-02-01, until 2027-06-30: No cron job',
    );
    expect(signed.text.match(/Signed off by/g)).toHaveLength(1);
  });

  it('notifies nobody of a dry run, whose report is what was requested', async () => {
    const { readiness, topic, text } = await assess({ checks: withDns(FAIL), dryRun: true });
    expect(readiness.ready).toBe(false);
    expect(topic.published).toEqual([]);
    expect(text).toContain('(dry run)');
  });

  it('is not ready when a check has not said anything of what the settings name', async () => {
    const { readiness } = await assess({ checks: PASSING.filter(({ check }) => check !== 'VerifyAlarms') });
    expect(readiness).toMatchObject({
      ready: false,
      blocking: ['VerifyAlarms cluster-5xx (not-checked)'],
    });
  });

  it('takes the findings of a check that it has never heard of', async () => {
    const unheard = { ...FAIL, check: 'VerifyCluster', subject: 'masters' };
    const { readiness } = await assess({
      checks: [...PASSING, { check: 'VerifyCluster', findings: [unheard] }],
    });
    expect(readiness.blocking).toEqual(['VerifyCluster masters (record-missing)']);
  });

  it('shows all findings that block in the report, and so many in the console', async () => {
    const fails = Array.from({ length: 30 }, (_, n) => ({ ...FAIL, subject: `name-${n}` }));
    const { readiness, text } = await assess({ checks: withDns(...fails) });
    expect(readiness.blocking).toHaveLength(21);
    expect(readiness.blocking.at(-1)).toBe('… and 10 more findings, not shown here');
    expect(text.match(/name-\d+ \(record-missing\):/g)).toHaveLength(30);
  });

  it('keeps the plan, with what the zone really contains and how fast the alarms really are', async () => {
    const shop = new Shop();
    shop.alarms.alarms.length = 0;
    shop.alarms.alarms.push(anAlarm({ datapointsToAlarm: 2 }));
    const { text, json } = await assess({}, shop);
    expect(text).toContain('From 2027-03-01T00:00:00Z to 2027-03-02T03:');
    expect(text).toContain('ShiftWeight: 5 % on the cluster, weights 95 legacy and 5 cluster');
    expect(text).toContain('requests fail → alarm 3 min');
    expect(text).toContain('The same 2 names: legacy 100 → 95, cluster 0 → 5');
    expect(text).toContain(
      'www.shop.test: CNAME legacy-shop-1234567890.us-west-1.elb.amazonaws.com TTL 300 → ',
    );
    expect(json.plan).toMatchObject({
      phases: expect.arrayContaining([expect.objectContaining({ state: 'LowerTtl' })]),
    });
  });

  it('plans a continued run from the groups that it finds', async () => {
    const shop = await Shop.atStep(1);
    const { text } = await assess({ step: 1, continues: 'run-1' }, shop);
    expect(text).not.toContain('LowerTtl');
    expect(text).toContain('ShiftWeight: 50 % on the cluster');
    expect(text).toContain('No record changes.');
    expect(text).toContain('RetireLegacyRecords: the cluster alone');
  });

  it('does not promise a time for a rollback when one alarm is missing: it may be the slowest', async () => {
    const [alarm] = someSettings().alarms;
    const alarms = ['cluster-5xx', 'cluster-latency'].map((name) => ({ ...alarm, name })) as AlarmSettings[];
    const shop = new Shop({ alarms });
    const { text } = await assess({}, shop);
    expect(text).toContain('the time until the alarms fire');
    shop.alarms.alarms.push(anAlarm({ name: 'cluster-latency', datapointsToAlarm: 3 }));
    expect((await assess({}, shop)).text).toContain('requests fail → alarm 4 min');
  });

  it('is not ready without a plan, and says why, and still reports all findings', async () => {
    const shop = new Shop();
    shop.alarms.failures.set('describe', new Error('AccessDenied'));
    const { readiness, text } = await assess({ checks: withDns(FAIL) }, shop);
    expect(readiness.blocking).toEqual([
      'VerifyDns www.shop.test (record-missing)',
      'AssessReadiness shop (plan-not-made)',
    ]);
    expect(text).toContain(
      'The plan could not be made\n- Error: Alarm cluster-5xx could not be read: Error: AccessDenied',
    );
  });

  it('is not done when people could not be notified: the machine tries again', async () => {
    const shop = new Shop();
    shop.topic.failure = new Error('TransientFailure');
    await expect(assess({ checks: withDns(FAIL) }, shop)).rejects.toThrow('TransientFailure');
    await assess({ checks: withDns(FAIL) }, shop);
    expect(shop.topic.published).toHaveLength(1);
  });

  it.each<[string, unknown, RegExp]>([
    ['no checks', { checks: undefined }, /checks/],
    ['a check without findings', { checks: [{ check: 'VerifyDns' }] }, /checks\.0\.findings/],
    [
      'a finding of another level',
      { checks: [{ check: 'VerifyDns', findings: [{ ...FAIL, level: 'fine' }] }] },
      /checks\.0\.findings\.0\.level/,
    ],
  ])('refuses %s: that would be nothing found', (_what, fields, problem) => {
    const { run } = new Shop();
    const payload = { run, dryRun: false, notify: '', note: '', step: 0, continues: '', checks: PASSING };
    expect(() => parseAssessReadinessPayload({ ...payload, ...(fields as object) })).toThrow(problem);
  });
});
