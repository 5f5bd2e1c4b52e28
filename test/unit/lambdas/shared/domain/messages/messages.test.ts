import type { NotifyRollBackPayload } from '../../../../../../lambdas/shared/contract/payloads.ts';
import {
  type ClosedFacts,
  closedMessage,
  closedReport,
} from '../../../../../../lambdas/shared/domain/messages/closed-message.ts';
import { holdMessage } from '../../../../../../lambdas/shared/domain/messages/hold-message.ts';
import {
  rolledBackMessage,
  rolledBackReport,
} from '../../../../../../lambdas/shared/domain/messages/rolled-back-message.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/shared/domain/record-set.ts';
import type { Hold, JournalState } from '../../../../../../lambdas/shared/ports/journal.ts';
import { someSettings } from '../../../../../support/settings.ts';
import { SHOP_ZONES } from '../../../../../support/shop-zones.ts';

const SETTINGS = someSettings({ runbookUrl: 'https://x.test/runbook.md' });
const MIGRATION = 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1';
const DECIDE = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide';
const ALARM = 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx';

const isMigrated = ({ Type, Name }: ResourceRecordSet) => Type !== 'MX' && !Name.startsWith('mail');

const STATE: JournalState = {
  run: {
    execution: 'run-1',
    executionArn: MIGRATION,
    startedAt: '2027-03-01T00:00:00Z',
    status: 'open',
    statusAt: '2027-03-01T00:00:00Z',
    begunAt: '2027-03-01T00:00:00Z',
    beforeImageOf: 'run-1',
    tookOver: '',
  },
  beforeImage: new Map(
    SHOP_ZONES.map(({ id, records = [] }) => [
      id,
      { fenceName: `_cutover.shop.${id}.`, records: (records as ResourceRecordSet[]).filter(isMigrated) },
    ]),
  ),
  zones: new Map(),
  epochs: new Map(),
};

describe('the message of a hold', () => {
  const hold: Hold = {
    run: 'run-1',
    state: 'JudgeSoak',
    step: 1,
    reasons: ['Too few to judge: the cluster had 3 requests.', 'Zone shop.test. is fine.'],
    taskToken: 'SECRET-TOKEN',
    since: '2027-03-02T00:00:00Z',
  };
  const message = (overrides: Partial<Hold> = {}) =>
    holdMessage({
      hold: { ...hold, ...overrides },
      settings: SETTINGS,
      executionArn: MIGRATION,
      decideArn: DECIDE,
    });

  it('says where, why, what can be answered, until when, and what happens then', () => {
    expect(message()).toEqual({
      subject: 'shop: decision needed at step 2 of 3 (50 %) by 2027-03-03T00:00:00Z',
      body: `Migration shop (account 111122223333, us-west-1) waits for a person.
- Held at step 2 of 3 (50 %), in state JudgeSoak, since 2027-03-02T00:00:00Z.
- Nothing is changed while it is held. The alarms still roll back.

Why
- Too few to judge: the cluster had 3 requests.
- Zone shop.test. is fine.

What you can do
- Start the state machine shop-Decide with one of these inputs. The reason is required and kept.
- {"decision": "promote", "reason": "…"} goes on to 100 %; where somebody else changed the zone, takes this step again: put the records back first.
- {"decision": "extend", "reason": "…"} waits for 1 h and judges again.
- {"decision": "abort", "reason": "…"} rolls back: legacy gets all the traffic.
- After 2027-03-03T00:00:00Z nobody is waited for any more: the migration rolls back to legacy by itself.

Links
- Migration: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/${MIGRATION}
- Decide: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/statemachines/view/${encodeURIComponent(DECIDE)}
- Runbook: https://x.test/runbook.md#holdfordecision
`,
    });
  });

  it.each([
    ['JudgeSoak', 2, 'step 3 of 3 (100 %)', "retires legacy's records", 'judges again'],
    ['MeasureLegacyTraffic', 2, 'the drain', 'closes the migration: after that nothing', 'judges again'],
    ['RetireLegacyRecords', 2, 'the drain', 'tries RetireLegacyRecords again; put', 'asks again'],
    ['CloseMigration', 2, 'the drain', 'tries CloseMigration again; put', 'asks again'],
    ['ShiftWeight', 0, 'step 1 of 3 (5 %)', 'tries ShiftWeight again', 'asks again'],
    ['AdoptRecords', 0, 'the adoption of the records', 'tries AdoptRecords again', 'asks again'],
  ])('at %s says what each answer does there', (state, step, place, promote, extend) => {
    const { subject, body } = message({ state, step });
    expect(subject).toContain(`decision needed at ${place} by`);
    expect(body).toContain(`{"decision": "promote", "reason": "…"} ${promote}`);
    expect(body).toContain(`{"decision": "extend", "reason": "…"} waits for 1 h and ${extend}.`);
  });

  it('does not give the task token away, with which anybody could answer unaudited', () => {
    expect(message().body).not.toContain('SECRET-TOKEN');
  });
});

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

  it('tell the story: how long, who decided what, what may be done now', () => {
    const { subject, body } = closedMessage(facts, 's3://reports/shop/run-1/closed.txt');
    expect(subject).toBe('shop: migration closed, all traffic is on the cluster');
    expect(body).toContain('4 names in 2 zones answer with the cluster alone.');
    expect(body).toContain('Began 2027-03-01T00:00:00Z, closed 2027-03-08T12:00:00Z: 7 d 12 h.');
    expect(body).toContain('2027-03-02T12:00:00Z promote at JudgeSoak, step 2: dashboards look fine');
    expect(body).toContain('The legacy platform may be switched off.');
    expect(body).toContain('Report: s3://reports/shop/run-1/closed.txt');
    expect(body).toContain('#closemigration');
    expect(closedMessage({ ...facts, decisions: [] }, '').body).toContain('No person was asked.');
  });

  it('keep the timeline, the decisions and the exact before-image', () => {
    const { json, text } = closedReport(facts);
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
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

describe('the message and the report of a rollback', () => {
  const payload: NotifyRollBackPayload = {
    run: {
      name: 'rb-1',
      arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:rb-1',
      startedAt: '2027-03-03T00:00:01Z',
    },
    request: {
      source: 'alarm',
      run: '',
      reason: 'Alarm cluster-5xx: 3 datapoints were above 1.',
      asOf: '2027-03-03T00:00:00Z',
      cause: ALARM,
    },
    restore: {
      outcome: 'restored',
      reason: 'Alarm cluster-5xx: 3 datapoints were above 1.; Zone Z2CDN: the migration is closed.',
      migrationRun: 'run-1',
      startedAt: '2027-03-03T00:00:01.300Z',
      acceptedAt: '2027-03-03T00:00:02Z',
      changes: [{ zoneId: 'Z1SHOP', changeIds: ['C1'], acceptedAt: '2027-03-03T00:00:02Z', epoch: 7 }],
      overwritten: [],
      notRestored: [],
      ttlInForceSeconds: 60,
      waitUntil: '2027-03-03T00:01:02Z',
    },
    stop: { stopped: [MIGRATION] },
    confirm: {
      legacyServes: true,
      again: false,
      reasons: [],
      inSyncAt: '2027-03-03T00:01:02Z',
      lastTtlRunsOutAt: '2027-03-03T00:02:02Z',
    },
  };
  const message = (overrides: Partial<NotifyRollBackPayload> = {}, state: JournalState | undefined = STATE) =>
    rolledBackMessage({ settings: SETTINGS, payload: { ...payload, ...overrides }, state }, 's3://r/x.txt');

  it('says what happened, why, what was done, how long it took, what to do next, where to look', () => {
    expect(message()).toEqual({
      subject: 'shop: rolled back, legacy serves',
      body: `Migration shop (account 111122223333, us-west-1) was rolled back: legacy serves.
- It was run run-1.
- Alarm cluster-5xx: 3 datapoints were above 1.; Zone Z2CDN: the migration is closed.

Why
- An alarm asked for it (2027-03-03T00:00:00Z): Alarm cluster-5xx: 3 datapoints were above 1.

What was done
- Zone Z1SHOP: legacy's records are back, accepted by Route 53 at 2027-03-03T00:00:02Z in 1 batch, epoch 7.
- Stopped execution ${MIGRATION}.

How long it took
- alarm → RollBack starts: 1 s (budget 5 s)
- RollBack starts → Route 53 accepts: 1 s (budget 10 s)
- accepted → INSYNC: 1 min (budget 1 min)
- INSYNC → last TTL run out: 1 min (budget 1 min)
- alarm → last TTL run out: 2 min 2 s (budget 2 min 15 s)

What to do next
- Nothing is urgent: legacy has all the traffic. The alarm recovering changes nothing.
- Resolvers may hold the cluster's answer until 2027-03-03T00:02:02Z: keep the cluster's ingress up until then.
- Find the cause, then start the machine shop-Migrate again: it begins anew.

Links
- Report: s3://r/x.txt
- Rollback: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/${payload.run.arn}
- Migration: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/${MIGRATION}
- Cause: https://us-west-1.console.aws.amazon.com/cloudwatch/home?region=us-west-1#alarmsV2:alarm/cluster-5xx
- Runbook: https://x.test/runbook.md#notifyrollback
`,
    });
  });

  it('does not say the reason twice', () => {
    const { body } = message({ restore: { ...payload.restore, reason: payload.request.reason } });
    expect(body.split('3 datapoints were above 1.')).toHaveLength(2);
  });

  it('names what others had written, and asks to find out who', () => {
    const overwritten = ['www.shop.test: A 203.0.113.9 TTL 60'];
    const { body } = message({ restore: { ...payload.restore, overwritten } });
    expect(body).toContain('What others had written and is gone now\n- www.shop.test: A 203.0.113.9 TTL 60');
    expect(body).toContain('Find out who else writes');
  });

  it('never calls an incomplete rollback done', () => {
    const reasons = ['Zone Z2CDN: img.cdn.test holds nothing'];
    const { subject, body } = message({
      confirm: { ...payload.confirm, legacyServes: false, again: true, reasons },
    });
    expect(subject).toBe('shop: ROLLBACK INCOMPLETE, act now');
    expect(body).toContain('was NOT rolled back completely');
    expect(body).toContain(reasons[0]);
    expect(body).not.toContain('Nothing is urgent');
  });

  it('names what Route 53 refused to restore, however many they are, says that the rest is back and what to do', () => {
    const notRestored = Array.from({ length: 400 }, (_, i) => ({
      zoneId: 'Z1SHOP',
      name: `n${i}.shop.test`,
      why: 'No.',
    }));
    const { subject, body } = message({
      restore: { ...payload.restore, outcome: 'partly-restored', notRestored },
      confirm: {
        ...payload.confirm,
        legacyServes: false,
        again: false,
        reasons: ['Zone Z1SHOP: n0.shop.test holds nothing'],
      },
    });
    expect(subject).toBe('shop: ROLLBACK INCOMPLETE, act now');
    expect(body).toContain("Zone Z1SHOP: legacy's records are back but for 400 names, accepted by Route 53");
    for (const { name } of notRestored) expect(body).toMatch(new RegExp(`[- ]${name}[,\n]`));
    expect(body).toContain('all others are back on legacy');
    expect(body).toContain('Take away what Route 53 names at each');
    expect(body).not.toContain('Start the RollBack machine again with {}; if it ends');
  });

  it('names each source, and links the migration once when it is the cause itself', () => {
    const asked = { ...payload.request, source: 'execution' as const, cause: MIGRATION };
    const { body } = message({ request: asked });
    expect(body).toContain('The migration ended without being asked to (2027-03-03T00:00:00Z)');
    expect(body).not.toContain('Cause:');
    expect(message({ request: { ...asked, source: 'person', cause: '' } }).body).toContain(
      'A person asked for it',
    );
    expect(message({ request: { ...asked, source: 'migration' } }).body).toContain('The migration itself');
  });

  it('can be told without the journal', () => {
    const bare = rolledBackMessage({ settings: SETTINGS, payload, state: undefined }, 's3://r/x.txt');
    expect(bare.subject).toBe('shop: rolled back, legacy serves');
    expect(bare.body).not.toContain('- Migration:');
  });

  it('keeps measured and budget, side by side, and the before-image', () => {
    const { json, text } = rolledBackReport({ settings: SETTINGS, payload, state: STATE });
    expect(json).toMatchObject({
      times: expect.arrayContaining([{ part: 'accepted → INSYNC', seconds: 60, measured: 60 }]),
      request: payload.request,
      beforeImage: { Z2CDN: STATE.beforeImage.get('Z2CDN') },
    });
    expect(text).toContain('What legacy answers\n- Z1SHOP shop.test: A legacy-shop');
  });
});
