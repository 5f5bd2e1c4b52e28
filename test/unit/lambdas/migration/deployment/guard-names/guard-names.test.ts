import { guardNames } from '../../../../../../lambdas/migration/deployment/guard-names/guard-names.ts';
import { readRequest } from '../../../../../../lambdas/migration/deployment/guard-names/read-request.ts';
import type { Journal } from '../../../../../../lambdas/migration/ports/journal.ts';
import { MemoryJournal } from '../../../../../fakes/migration/memory-journal.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const FULL = someSettings().zones;
/** Without the second zone, and without www. */
const LESS = [{ ...FULL[0], records: ['shop.test.'] }] as typeof FULL;
const RUN = { execution: 'run-7', executionArn: 'arn:run-7', startedAt: '2026-11-04T10:00:00Z' };
const OWN = { Migration: 'shop', Names: 'digest-of-full' };
const OTHER = { Migration: 'shop', Names: 'digest-of-less' };
const RENAMED = { Migration: 'shop-2', Names: 'digest-of-renamed' };

/** A run that holds all names of both zones. */
async function openRun(zones = FULL): Promise<MemoryJournal> {
  const journal = new MemoryJournal();
  await journal.claim(RUN);
  const images = zones.map(
    ({ id, fenceName, records, role = null }) =>
      [id, { fenceName, records: records.map((Name) => ({ Name, Type: 'A' })), follows: [], role }] as const,
  );
  await journal.saveBeforeImage(RUN.execution, new Map(images));
  return journal;
}

type Readable = Pick<Journal, 'load'>;

function worldOf(zones: typeof FULL, journals: Readonly<Record<string, Readable>>) {
  const asked: string[] = [];
  const journalOf = (migration: string): Readable => {
    asked.push(migration);
    return journals[migration] ?? new MemoryJournal();
  };
  return { asked, world: { settings: { zones, runbookUrl: 'docs/runbook.md' }, journalOf } };
}

const UNREADABLE: Readable = { load: () => Promise.reject(new Error('no way to DynamoDB')) };

/** As CloudFormation asks it: with the id of what was allowed last. */
const update = (PhysicalResourceId: string, to: object, from: object) =>
  readRequest({
    RequestType: 'Update',
    PhysicalResourceId,
    ResourceProperties: { ServiceToken: 'arn:function', ...to },
    OldResourceProperties: { ServiceToken: 'arn:function', ...from },
  });
const create = (properties: object) => readRequest({ RequestType: 'Create', ResourceProperties: properties });

/** The id by which CloudFormation knows the full configuration. */
async function deployed(): Promise<string> {
  const { world } = worldOf(FULL, {});
  return (await guardNames(create(OWN), world)).PhysicalResourceId;
}

describe('GuardNames', () => {
  it('reads the journal when the stack is made, and allows it', async () => {
    const { asked, world } = worldOf(FULL, {});
    await expect(guardNames(create(OWN), world)).resolves.toMatchObject({
      PhysicalResourceId: expect.stringMatching(/^shop-names\/[0-9a-f]{64}$/),
    });
    expect(asked).toEqual(['shop']);
  });

  it('judges the stack that gets a guard while a run is open', async () => {
    const journals = { shop: await openRun() };
    await expect(guardNames(create(OWN), worldOf(FULL, journals).world)).resolves.toBeDefined();
    await expect(guardNames(create(OTHER), worldOf(LESS, journals).world)).rejects.toMatchObject({
      name: 'NamesInUse',
    });
  });

  it('refuses an update that takes names from the open run, and says what to do', async () => {
    const { world } = worldOf(LESS, { shop: await openRun() });
    await expect(guardNames(update(await deployed(), OTHER, OWN), world)).rejects.toMatchObject({
      name: 'NamesInUse',
      message: expect.stringMatching(
        /run-7 of the migration shop.*www\.shop\.test \(zone Z1SHOP\).*img\.cdn\.test \(zone Z2CDN\).*start RollBack; then deploy again\. Or put them back\. The migration was not changed\. Runbook: .*heading GuardNames/,
      ),
    });
  });

  it.each([
    ['its own code', FULL],
    ['the refused code', LESS],
  ])(
    'lets CloudFormation put a refused update back, by %s, also where nothing can be read',
    async (_by, zones) => {
      for (const journal of [await openRun(), UNREADABLE]) {
        const PhysicalResourceId = await deployed();
        const { asked, world } = worldOf(zones, { shop: journal });
        await expect(guardNames(update(PhysicalResourceId, OWN, OTHER), world)).resolves.toEqual({
          PhysicalResourceId,
        });
        expect(asked).toEqual([]);
      }
    },
  );

  it('allows the same update once the run was rolled back, and judges the next one against that', async () => {
    const journal = await openRun();
    await journal.endRun(RUN.execution, 'restored', '2026-11-04T11:00:00Z');
    const less = await guardNames(
      update(await deployed(), OTHER, OWN),
      worldOf(LESS, { shop: journal }).world,
    );
    expect(less.PhysicalResourceId).not.toBe(await deployed());
    const { world } = worldOf(FULL, { shop: await openRun() });
    await expect(guardNames(update(less.PhysicalResourceId, OWN, OTHER), world)).resolves.toEqual({
      PhysicalResourceId: await deployed(),
    });
    const taken = worldOf(LESS, { shop: await openRun() }).world;
    await expect(guardNames(update(await deployed(), OTHER, OWN), taken)).rejects.toMatchObject({
      name: 'NamesInUse',
    });
  });

  it('looks for an open run under the old name and under the new one', async () => {
    const PhysicalResourceId = await deployed();
    const renamed = update(PhysicalResourceId, RENAMED, OWN);
    const { asked, world } = worldOf(FULL, {});
    await expect(guardNames(renamed, world)).resolves.toBeDefined();
    expect(asked).toEqual(['shop', 'shop-2']);
    const old = worldOf(FULL, { shop: await openRun() }).world;
    await expect(guardNames(renamed, old)).rejects.toMatchObject({
      message: expect.stringContaining('a rollback under the name shop-2 would not find it'),
    });
    const taken = worldOf(LESS, { 'shop-2': await openRun() }).world;
    await expect(guardNames(renamed, taken)).rejects.toMatchObject({
      message: expect.stringContaining('of the migration shop-2'),
    });
  });

  it('knows zones by their ids, even if only a deployment resolves these', async () => {
    const at = (ZoneIds: string) => guardNames(create({ ...OWN, ZoneIds }), worldOf(FULL, {}).world);
    expect((await at('["Z1"]')).PhysicalResourceId).not.toBe((await at('["Z2"]')).PhysicalResourceId);
  });

  it('refuses an update that takes from the open run the role of a zone', async () => {
    const role = { arn: 'arn:aws:iam::444455556666:role/dns' };
    const lent = FULL.map((zone) => ({ ...zone, role }));
    const journals = { shop: await openRun(lent) };
    await expect(
      guardNames(update(await deployed(), OTHER, OWN), worldOf(FULL, journals).world),
    ).rejects.toMatchObject({
      name: 'NamesInUse',
      message: expect.stringMatching(/run-7 .*Z2CDN \(from arn:aws:iam::444455556666:role\/dns to none\)/),
    });
    await expect(
      guardNames(update(await deployed(), OTHER, OWN), worldOf(lent, journals).world),
    ).resolves.toBeDefined();
  });

  it('refuses an update where the journal can’t be read, with why', async () => {
    const { world } = worldOf(FULL, { shop: UNREADABLE });
    await expect(guardNames(update(await deployed(), OTHER, OWN), world)).rejects.toMatchObject({
      name: 'NamesInUse',
      message: expect.stringMatching(
        /journal of the migration shop can't be read.*Error: no way to DynamoDB/,
      ),
    });
  });

  it('never stands in the way of a deletion', async () => {
    const request = readRequest({
      RequestType: 'Delete',
      PhysicalResourceId: 'any',
      ResourceProperties: { Whatever: 'stood here' },
    });
    await expect(guardNames(request, worldOf(LESS, { shop: UNREADABLE }).world)).resolves.toEqual({
      PhysicalResourceId: 'any',
    });
  });

  it.each([
    ['another type of request', { RequestType: 'Replace' }, /RequestType/],
    ['no properties', { RequestType: 'Create' }, /ResourceProperties/],
    [
      'an update that doesn’t say what was before',
      { RequestType: 'Update', PhysicalResourceId: 'id', ResourceProperties: OWN },
      /OldResourceProperties/,
    ],
    [
      'an update that doesn’t say under which name',
      {
        RequestType: 'Update',
        PhysicalResourceId: 'id',
        ResourceProperties: OWN,
        OldResourceProperties: { Names: 'digest' },
      },
      /OldResourceProperties\.Migration: missing/,
    ],
    ['an empty name', { RequestType: 'Create', ResourceProperties: { ...OWN, Migration: '' } }, /Migration/],
  ])('refuses %s', (_what, event, message) => {
    expect(() => readRequest(event)).toThrow(message);
  });

  it('refuses health checks that come or go while a run is open, and allows them otherwise', async () => {
    const open = worldOf(FULL, { shop: await openRun() }).world;
    const WITH = { ...OWN, DataPlane: 'on' };
    const on = update(await deployed(), WITH, OWN);
    const refused = expect.objectContaining({
      name: 'NamesInUse',
      message: expect.stringContaining('Or put `dataPlaneRollback` back.'),
    });
    await expect(guardNames(on, open)).rejects.toEqual(refused);
    const { PhysicalResourceId } = await guardNames(on, worldOf(FULL, {}).world);
    expect(PhysicalResourceId).not.toBe(await deployed());
    await expect(guardNames(update(PhysicalResourceId, OWN, WITH), open)).rejects.toEqual(refused);
    await expect(guardNames(update(PhysicalResourceId, WITH, WITH), open)).resolves.toEqual({
      PhysicalResourceId,
    });
  });

  it('refuses an alarm that begins without data while a run is open, and takes it away only with its alarm', async () => {
    const open = worldOf(FULL, { shop: await openRun() }).world;
    const PROBED = { ...OWN, NameProbe: 'on' };
    const on = update(await deployed(), PROBED, OWN);
    const change = (before: object, after: object) =>
      update('id', { ...OWN, ...after }, { ...OWN, ...before });
    await expect(guardNames(change({}, { NameProbe: 'on' }), open)).rejects.toMatchObject({
      name: 'NamesInUse',
      message: expect.stringContaining('has no data at first'),
    });
    await expect(guardNames(change({}, { NameProbe: 'on' }), worldOf(FULL, {}).world)).resolves.toBeDefined();
    await expect(guardNames(change({ NameProbe: 'on' }, {}), open)).resolves.toBeDefined();
    const { PhysicalResourceId } = await guardNames(on, worldOf(FULL, {}).world);
    expect(PhysicalResourceId).not.toBe(await deployed());
  });

  it('refuses to delete alarms that the stack made while a run is open, and takes others', async () => {
    const open = worldOf(FULL, { shop: await openRun() }).world;
    const [ONE, TWO] = [
      ['shop-ClusterAlarm-Errors'],
      ['shop-ClusterAlarm-Errors', 'shop-ClusterAlarm-Latency'],
    ];
    const change = (before: readonly string[], after: readonly string[]) =>
      update('id', { ...OWN, MadeAlarms: after }, { ...OWN, MadeAlarms: before });
    await expect(guardNames(change(TWO, ONE), open)).rejects.toMatchObject({
      name: 'NamesInUse',
      message: expect.stringContaining(
        'would be deleted, and nothing else may watch the cluster: shop-ClusterAlarm-Latency.',
      ),
    });
    await expect(guardNames(update('id', OWN, { ...OWN, MadeAlarms: ONE }), open)).rejects.toMatchObject({
      name: 'NamesInUse',
    });
    const { PhysicalResourceId } = await guardNames(change(ONE, TWO), open);
    expect(PhysicalResourceId).not.toBe(await deployed());
    await expect(guardNames(change(TWO, ONE), worldOf(FULL, {}).world)).resolves.toBeDefined();
  });
});
