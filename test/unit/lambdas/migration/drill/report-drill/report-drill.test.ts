import type { ReportDrillPayload } from '../../../../../../lambdas/migration/contract/drill.ts';
import { reportDrill } from '../../../../../../lambdas/migration/drill/report-drill/report-drill.ts';
import { later } from '../../../../../../lambdas/shared/domain/time.ts';
import { MemoryReports } from '../../../../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../../../../fakes/recording-topic.ts';
import { drilled, drillWorld } from '../../../../../support/migration/drill-world.ts';

async function done() {
  const drill = drillWorld();
  const payload = await drilled(drill, drill.world.run('drill-1'), { note: 'each quarter' });
  const reports = new MemoryReports();
  const topic = new RecordingTopic();
  const { migration, settings, journal } = drill;
  const report = (asked: ReportDrillPayload = payload) =>
    reportDrill(asked, { migration, settings, journal, reports, topic });
  return { payload, report, reports, topic };
}

/** The same drill, whose rollback of a zone was in sync so much later. */
function slowed(payload: ReportDrillPayload, zoneId: string, seconds: number): ReportDrillPayload {
  const { restored } = payload;
  if (!restored) throw new Error('It was not rolled back.');
  const seen = restored.seen.map((one) =>
    one.zoneId === zoneId ? { ...one, inSyncAt: later(one.inSyncAt ?? '', seconds) } : one,
  );
  return { ...payload, restored: { ...restored, seen } };
}

describe('ReportDrill', () => {
  it('reports measured times beside predicted ones for each zone, as text and as JSON, and notifies once', async () => {
    const { report, reports, topic } = await done();
    const said = await report();
    expect(said).toEqual({
      verdict: 'as-predicted',
      summary: 'Step and rollback worked in 2 zones, as fast as predicted or faster.',
      slower: [],
      left: [],
      report: 's3://reports/drill-1/drill.txt',
    });
    const { text, json } = reports.kept.get('drill-1/drill') ?? {};
    expect(text).toContain('Note: each quarter');
    expect(text).toContain('Throwaway name: _drilled-shop.cdn.test, CNAME legacy-shop');
    expect(text).toContain('Step: accepted → seen INSYNC: 30 s (budget 1 min 5 s)');
    expect(text).toContain('Rollback: RollBack starts → last TTL expired: 1 min 30 s (budget 2 min 15 s)');
    expect(json).toMatchObject({
      schema: 'kops-cutover/drill/1',
      verdict: 'as-predicted',
      zones: [
        {
          id: 'Z1SHOP',
          step: [
            { part: 'step begins → Route 53 accepts', predictedSeconds: 10, measuredSeconds: 0 },
            { part: 'accepted → seen INSYNC', predictedSeconds: 65, measuredSeconds: 30 },
            { part: 'accepted → all name servers answer', predictedSeconds: 65, measuredSeconds: 30 },
          ],
        },
        { id: 'Z2CDN' },
      ],
    });
    await report();
    expect(topic.published.map(({ subject }) => subject)).toEqual(['shop: drill done, as fast as predicted']);
  });

  it('says plainly what took longer than predicted', async () => {
    const { payload, report, topic } = await done();
    const said = await report(slowed(payload, 'Z2CDN', 90));
    expect(said.verdict).toBe('slower');
    expect(said.slower).toEqual([
      'cdn.test, the rollback: accepted → seen INSYNC took 2 min, 55 s longer than the predicted 1 min 5 s.',
      'cdn.test, the rollback: RollBack starts → last TTL expired took 3 min, 45 s longer than the predicted 2 min 15 s.',
    ]);
    expect(topic.published[0]?.subject).toBe('shop: drill done, SLOWER than predicted');
    expect(topic.published[0]?.body).toContain(said.slower[0]);
  });

  it('is not slower where it took exactly as long', async () => {
    const { payload, report } = await done();
    expect((await report(slowed(payload, 'Z2CDN', 35))).verdict).toBe('as-predicted');
  });

  it.each([
    [
      'it failed',
      (p: ReportDrillPayload) => ({ ...p, failure: 'MoveDrillName: ForeignWrite' }),
      'MoveDrillName: ForeignWrite',
    ],
    ['nobody knows when a zone was in sync', unseen, 'could not be measured'],
    [
      'it was not removed',
      ({ removed: _, ...p }: ReportDrillPayload) => p,
      'unknown whether all that the drill has made',
    ],
    [
      'a zone could not be compared',
      (p: ReportDrillPayload) => ({
        ...p,
        removed: { summary: '', left: [], others: [], unread: ['Zone Z2CDN: away'] },
      }),
      'Zone Z2CDN: away',
    ],
    [
      'something is left',
      (p: ReportDrillPayload) => ({
        ...p,
        removed: {
          summary: '',
          left: [{ zoneId: 'Z2CDN', what: '_drill-shop.cdn.test TXT', command: 'aws route53 …' }],
          others: [],
          unread: [],
        },
      }),
      'To remove it: aws route53',
    ],
  ])('has failed if %s, and says so', async (_what, change, says) => {
    const { payload, report, topic } = await done();
    const said = await report(change(payload));
    expect(said.verdict).toBe('failed');
    expect(topic.published[0]?.subject).toBe('shop: drill FAILED');
    expect(topic.published[0]?.body).toContain(says);
  });

  it('reports a drill that broke before it had made anything', async () => {
    const { payload, report } = await done();
    const { run } = payload;
    const broken = {
      run,
      zones: [],
      note: '',
      percent: 0,
      failure: 'BeginDrill: TransientFailure: Route 53 is away',
    };
    expect(await report(broken)).toMatchObject({
      verdict: 'failed',
      summary: 'The drill has failed: BeginDrill: TransientFailure: Route 53 is away',
    });
  });

  it('says what to do if the role of a zone in another account does not admit it', async () => {
    const { payload, report, topic } = await done();
    await report({ ...payload, failure: 'BeginDrill: AccessDenied: not authorized' });
    expect(topic.published[0]?.body).toContain('Zones in another account');
  });

  it('names changes by others, which are no failure of the drill', async () => {
    const { payload, report, topic } = await done();
    const others = ['Zone Z1SHOP: mail.shop.test A is gone.'];
    const said = await report({ ...payload, removed: { summary: '', left: [], others, unread: [] } });
    expect(said.verdict).toBe('as-predicted');
    expect(topic.published[0]?.body).toContain('mail.shop.test A is gone.');
  });
});

function unseen(payload: ReportDrillPayload): ReportDrillPayload {
  const { moved } = payload;
  if (!moved) throw new Error('It was not moved.');
  return { ...payload, moved: { ...moved, seen: moved.seen.map((one) => ({ ...one, inSyncAt: '' })) } };
}
