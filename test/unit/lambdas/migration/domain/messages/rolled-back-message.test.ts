import type {
  NotifyRollBackPayload,
  RollBackRequest,
} from '../../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { HeldConnections } from '../../../../../../lambdas/migration/domain/connections.ts';
import type { JournalState } from '../../../../../../lambdas/migration/domain/journal-state.ts';
import {
  rolledBackMessage,
  rolledBackReport,
} from '../../../../../../lambdas/migration/domain/messages/rolled-back-message.ts';
import { MIGRATION, SETTINGS, STATE } from './shop-run.ts';

const ALARM = 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx';

describe('the message and the report of a rollback', () => {
  const request: RollBackRequest = {
    source: 'alarm',
    run: '',
    reason: 'Alarm cluster-5xx: 3 datapoints were above 1.',
    asOf: '2027-03-03T00:00:00Z',
    cause: ALARM,
  };
  const payload: NotifyRollBackPayload = {
    run: {
      name: 'rb-1',
      arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:rb-1',
      startedAt: '2027-03-03T00:00:01Z',
    },
    restore: {
      outcome: 'restored',
      reason: 'Alarm cluster-5xx: 3 datapoints were above 1.; Zone Z2CDN: the migration is closed.',
      request,
      migrationRun: 'run-1',
      underWay: '',
      startedAt: '2027-03-03T00:00:01.300Z',
      acceptedAt: '2027-03-03T00:00:02Z',
      changes: [{ zoneId: 'Z1SHOP', changeIds: ['C1'], acceptedAt: '2027-03-03T00:00:02Z', epoch: 7 }],
      overwritten: [],
      notRestored: [],
      pending: [],
      marked: true,
      ttlInForceSeconds: 60,
      waitUntil: '2027-03-03T00:01:02Z',
    },
    stop: { stopped: [MIGRATION] },
    confirm: {
      legacyServes: true,
      ended: true,
      reasons: [],
      inSyncAt: '2027-03-03T00:01:02Z',
      lastTtlRunsOutAt: '2027-03-03T00:02:02Z',
    },
  };
  const cluster: HeldConnections = { at: 'k8s', bound: 'bounded', seconds: 120, why: 'It says so.' };
  const message = (overrides: Partial<NotifyRollBackPayload> = {}, state: JournalState | undefined = STATE) =>
    rolledBackMessage(
      { settings: SETTINGS, payload: { ...payload, ...overrides }, state, joined: [], cluster },
      's3://r/x.txt',
    );

  it('says what happened, why, what was done, how long it took, what to do next, where to look', () => {
    expect(message()).toMatchObject({
      subject: 'shop: rolled back, legacy serves',
      body: `Migration shop (account 111122223333, us-west-1) was rolled back: legacy serves.
- Run: run-1.
- Alarm cluster-5xx: 3 datapoints were above 1.; Zone Z2CDN: the migration is closed.

Why
- Requested by an alarm (2027-03-03T00:00:00Z): Alarm cluster-5xx: 3 datapoints were above 1.

What was done
- Zone Z1SHOP: legacy's records are back, accepted by Route 53 at 2027-03-03T00:00:02Z in 1 batch, epoch 7.
- Stopped execution ${MIGRATION}.

How long it took
- alarm → RollBack starts: 1 s (budget 5 s)
- RollBack starts → Route 53 accepts: 1 s (budget 10 s)
- accepted → seen INSYNC: 1 min (budget 1 min 5 s)
- INSYNC → last TTL expired: 1 min (budget 1 min)
- alarm → last TTL expired: 2 min 2 s (budget 2 min 20 s)
- last TTL expired → open connections closed: up to 2 min, not measured (k8s: It says so.)

What to do next
- No urgent action: all records lead to legacy, and stay so when the alarm recovers.
- Keep the cluster's ingress running until 2027-03-03T00:04:02.000Z: resolvers may cache its address until 2027-03-03T00:02:02Z, and connections that are opened by then may last 2 min (longer if the load balancer's keep-alive was lowered recently).
- Find the cause, then start the machine shop-Migrate again: it starts from the beginning.

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
    const { body } = message({ restore: { ...payload.restore, reason: request.reason } });
    expect(body.split('3 datapoints were above 1.')).toHaveLength(2);
  });

  it('names what others had written, and asks to find out who', () => {
    const overwritten = ['www.shop.test: A 203.0.113.9 TTL 60'];
    const { body } = message({ restore: { ...payload.restore, overwritten } });
    expect(body).toContain('Changes by others that were overwritten\n- www.shop.test: A 203.0.113.9 TTL 60');
    expect(body).toContain('find out who else writes');
  });

  it('names the other requests for the same rollback once', () => {
    const latency = { ...request, reason: 'Alarm cluster-latency: too slow.', asOf: '2027-03-03T00:00:09Z' };
    const joined = [
      { execution: 'arn:rb-2', request: latency, at: '2027-03-03T00:00:10Z' },
      {
        execution: 'arn:rb-3',
        request: { ...request, source: 'execution' as const, reason: 'It ended.' },
        at: '2027-03-03T00:00:11Z',
      },
    ];
    const { body } = rolledBackMessage(
      { settings: SETTINGS, payload, state: STATE, joined, cluster },
      's3://r/x.txt',
    );
    expect(body).toContain(`Also requested by
- Requested by an alarm (2027-03-03T00:00:09Z): Alarm cluster-latency: too slow.
- Requested because the migration's execution ended (2027-03-03T00:00:00Z): It ended.
`);
    expect(
      rolledBackReport({ settings: SETTINGS, payload, state: STATE, joined, cluster }).json,
    ).toMatchObject({
      joined,
    });
  });

  it('names each source, and links the migration once when it is the cause itself', () => {
    const askedBy = (overrides: Partial<RollBackRequest>) =>
      message({ restore: { ...payload.restore, request: { ...request, ...overrides } } });
    const { body } = askedBy({ source: 'execution', cause: MIGRATION });
    expect(body).toContain("Requested because the migration's execution ended (2027-03-03T00:00:00Z)");
    expect(body).toContain('end of the execution → RollBack starts: 1 s');
    expect(body).not.toContain('Cause:');
    expect(askedBy({ source: 'person', cause: '' }).body).toContain('Requested by a person');
    expect(askedBy({ source: 'migration' }).body).toContain('Requested by the migration itself');
  });

  it.each([
    ['unbounded', 'nothing limits how long clients use open connections.', 'as long as clients use them'],
    ['unknown', 'how long clients may use open connections is unknown.', 'an unknown time'],
  ] as const)('names no end where open connections are %s', (bound, kept, lasts) => {
    const held = { at: 'k8s', bound, why: 'It says so.' };
    const facts = { settings: SETTINGS, payload, state: STATE, joined: [], cluster: held };
    const { body } = rolledBackMessage(facts, 's3://r/x.txt');
    expect(body).toContain(
      `Keep the cluster's ingress running until it gets no more requests: resolvers may cache its address until 2027-03-03T00:02:02Z, and ${kept}`,
    );
    expect(body).toContain(`open connections closed: ${lasts}, not measured`);
    expect(rolledBackReport(facts).json).toMatchObject({ open: { ...held } });
    expect(JSON.stringify(rolledBackReport(facts).json)).not.toContain('"seconds":0,');
  });

  it('needs no journal', () => {
    const bare = rolledBackMessage(
      { settings: SETTINGS, payload, state: undefined, joined: [], cluster },
      's3://r/x.txt',
    );
    expect(bare.subject).toBe('shop: rolled back, legacy serves');
    expect(bare.body).not.toContain('- Migration:');
  });

  it('keeps measured and budget, side by side, and the before-image', () => {
    const { json, text } = rolledBackReport({
      settings: SETTINGS,
      payload,
      state: STATE,
      joined: [],
      cluster,
    });
    expect(json).toMatchObject({
      times: expect.arrayContaining([{ part: 'accepted → seen INSYNC', seconds: 65, measured: 60 }]),
      request,
      beforeImage: { Z2CDN: STATE.beforeImage.get('Z2CDN') },
    });
    expect(text).toContain('What legacy answers\n- Z1SHOP shop.test: A legacy-shop');
  });
});
