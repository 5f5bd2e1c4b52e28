import { touchFence } from '../../../../../lambdas/migration/domain/advance.ts';
import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import type { Milestone } from '../../../../../lambdas/migration/domain/milestones.ts';
import type { Zone } from '../../../../../lambdas/migration/ports/zone.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { advanceZones } from '../../../../../lambdas/migration/swap/advance-zones.ts';
import { loadRun } from '../../../../../lambdas/migration/swap/load-run.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import type { RecordSetInput } from '../../../../../rehearsal/route53/index.ts';
import { asked, begin, fence, plain, rolledBack } from '../../../../support/migration/acting.ts';
import {
  CHECKED_NAMES,
  CHECKED_ZONE,
  checkedWorld,
  checkOf,
  FENCE_NAME,
  protect,
  unprotect,
} from '../../../../support/migration/checked-zone.ts';
import { longSettings, longZones } from '../../../../support/migration/long-zones.ts';
import { onZones } from '../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const [API, IMG] = CHECKED_NAMES as [string, string, string];
const COMMENT = 'ask Ann before';
const PROTECTED = `is not permitted to change because it has a resource record set protection: ${COMMENT}`;
const GONE = `NoSuchHealthCheck: No health check exists with the ID: ${checkOf(API)}`;

const phase = (world: ZonesWorld) => parseFence(fence(world, CHECKED_ZONE) ?? '')?.phase;
const without = (world: ZonesWorld, ...names: readonly string[]) =>
  plain(world, CHECKED_ZONE).filter(({ Name }) => !names.includes(Name));

/** Three names at 50 %, and what legacy answered before. */
async function halfWay() {
  const world = checkedWorld();
  const before = plain(world, CHECKED_ZONE);
  await begin(world, world.run('run-1'), 4);
  return { world, before };
}

interface Refusal {
  readonly refuse: (world: ZonesWorld) => void;
  readonly resolve: (world: ZonesWorld) => void;
  readonly why: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'its health check is gone': {
    refuse: ({ engine }) => engine.healthChecks.delete(checkOf(API)),
    resolve: ({ engine }) => engine.healthChecks.add(checkOf(API)),
    why: GONE,
  },
  'its A is protected': {
    refuse: (world) => protect(world, API, 'A', COMMENT),
    resolve: (world) => unprotect(world, API, 'A'),
    why: `RRSet of type A with DNS name ${API} ${PROTECTED}`,
  },
  'its AAAA is protected': {
    refuse: (world) => protect(world, API, 'AAAA', COMMENT),
    resolve: (world) => unprotect(world, API, 'AAAA'),
    why: `RRSet of type AAAA with DNS name ${API} ${PROTECTED}`,
  },
};

describe.each(Object.entries(REFUSALS))('A name that can’t be changed because %s', (_what, refusal) => {
  it('keeps no other from being restored, is named with Route 53’s words, and comes back when that is resolved', async () => {
    const { world, before } = await halfWay();
    refusal.refuse(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      notRestored: [{ zoneId: CHECKED_ZONE, name: 'api.shop.test', why: refusal.why }],
    });
    expect(without(world, API)).toEqual(before.filter(({ Name }) => Name !== API));
    expect(phase(world)).toBe('restoring');
    refusal.resolve(world);
    expect(await rolledBack(world)).toMatchObject({ outcome: 'restored', notRestored: [] });
    expect(plain(world, CHECKED_ZONE)).toEqual(before);
    expect(phase(world)).toBe('restored');
  });

  it('holds a step: one read more, the name and Route 53’s words, nothing changed, and it continues when resolved', async () => {
    const { world } = await halfWay();
    refusal.refuse(world);
    const [before, versions] = [
      world.engine.records(CHECKED_ZONE),
      world.engine.history(CHECKED_ZONE).length,
    ];
    let reads = 0;
    const counted = onZones(world, {
      read: (zone, names) => {
        reads++;
        return zone.read(names);
      },
    });
    const step = { run: world.run('run-1'), step: 2, continues: '' };
    await expect(shiftWeight(step, counted)).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: `Zone ${CHECKED_ZONE}: Route 53 refuses to change api.shop.test: ${refusal.why}. Nothing was changed in this zone.`,
    });
    expect(reads).toBe(2);
    expect(world.engine.records(CHECKED_ZONE)).toEqual(before);
    expect(world.engine.history(CHECKED_ZONE)).toHaveLength(versions);
    refusal.resolve(world);
    expect(await shiftWeight(step, world)).toMatchObject({ percent: 100 });
  });
});

describe('A name whose health check is gone for good', () => {
  const byHand = (world: ZonesWorld, HealthCheckId?: string) => {
    const held = world.engine.records(CHECKED_ZONE).filter(({ Name }) => Name === API);
    const legacy = held
      .filter(({ SetIdentifier }) => SetIdentifier === 'legacy')
      .map(({ Name, Type, ResourceRecords }) => ({ Name, Type, TTL: 300, ResourceRecords, HealthCheckId }));
    const batch = (Action: string, records: readonly RecordSetInput[]) =>
      records.map((ResourceRecordSet) => ({ Action, ResourceRecordSet }));
    world.engine.changeResourceRecordSets(CHECKED_ZONE, {
      Changes: [...batch('DELETE', held), ...batch('CREATE', legacy)],
    });
  };

  it.each([undefined, 'another-check'])(
    'is back when a person has put it back with check %s',
    async (check) => {
      const { world, before } = await halfWay();
      world.engine.healthChecks.delete(checkOf(API));
      await restoreLegacy(asked(world), world);
      if (check) world.engine.healthChecks.add(check);
      byHand(world, check);
      const restore = await restoreLegacy(asked(world), world);
      expect(restore).toMatchObject({
        outcome: 'restored',
        notRestored: [],
        overwritten: [],
        reason: `asked; api.shop.test is back on legacy, but without its original health check: ${GONE}`,
      });
      world.pass(60);
      expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: true });
      expect(without(world, API)).toEqual(before.filter(({ Name }) => Name !== API));
      expect(plain(world, CHECKED_ZONE).filter(({ Name }) => Name === API)).toEqual(
        before
          .filter(({ Name }) => Name === API)
          .map(({ HealthCheckId: _gone, ...record }) => ({
            ...record,
            ...(check && { HealthCheckId: check }),
          })),
      );
      expect(phase(world)).toBe('restored');
    },
  );

  it('is not back when a person has put something else there', async () => {
    const { world } = await halfWay();
    world.engine.healthChecks.delete(checkOf(API));
    await restoreLegacy(asked(world), world);
    byHand(world);
    const [aaaa] = world.engine
      .records(CHECKED_ZONE)
      .filter(({ Name, Type }) => Name === API && Type === 'AAAA');
    world.engine.changeResourceRecordSets(CHECKED_ZONE, {
      Changes: [{ Action: 'DELETE', ResourceRecordSet: aaaa }],
    });
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      notRestored: [{ name: 'api.shop.test' }],
    });
    expect(phase(world)).toBe('restoring');
  });

  it('gets another check back where the one of before is there still', async () => {
    const { world, before } = await halfWay();
    byHand(world);
    expect(await rolledBack(world)).toMatchObject({ outcome: 'restored' });
    expect(plain(world, CHECKED_ZONE)).toEqual(before);
  });
});

describe('A fence that is protected', () => {
  const SAID = `Route 53 refuses to change the fence, _cutover-shop.shop.test TXT, which is part of every batch, so nothing in this zone can be changed: RRSet of type TXT with DNS name ${FENCE_NAME} ${PROTECTED}`;

  it('leaves a rollback owed, at once, and it is finished when the protection is gone', async () => {
    const { world, before } = await halfWay();
    protect(world, FENCE_NAME, 'TXT', COMMENT);
    let swaps = 0;
    const counted = onZones(world, {
      swap: (zone, changes, comment) => {
        swaps++;
        return zone.swap(changes, comment);
      },
    });
    expect(await restoreLegacy(asked(world), counted)).toMatchObject({
      outcome: 'owed',
      pending: [{ zoneId: CHECKED_ZONE, why: SAID }],
      notRestored: [{ name: '_cutover-shop.shop.test', why: expect.stringContaining(COMMENT) }],
    });
    expect(swaps).toBe(2);
    unprotect(world, FENCE_NAME, 'TXT');
    expect(await rolledBack(world)).toMatchObject({ outcome: 'restored' });
    expect(plain(world, CHECKED_ZONE)).toEqual(before);
  });

  it('is reported beside a name that is refused too', async () => {
    const { world } = await halfWay();
    protect(world, FENCE_NAME, 'TXT', COMMENT);
    protect(world, IMG, 'A', 'not now');
    const { pending } = await restoreLegacy(asked(world), world);
    expect(pending[0]?.why).toMatch(/refuses to change the fence.*ask Ann before.*img\.shop\.test.*not now/);
  });

  it('holds a step that has only the fence left to change', async () => {
    const { world } = await halfWay();
    const run = world.run('run-1');
    const at: Milestone = { kind: 'weighted', percent: 50 };
    protect(world, FENCE_NAME, 'TXT', COMMENT);
    const state = await loadRun(world.journal, run);
    const closing = advanceZones(run, { from: at, to: at, close: true }, state, world);
    await expect(closing).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: `Zone ${CHECKED_ZONE}: ${SAID}. Nothing was changed in this zone.`,
    });
  });
});

describe('A step of which Route 53 refuses a batch', () => {
  const step = (world: ZonesWorld) => ({ run: world.run('run-1'), step: 2, continues: '' });

  it('says that it does not say which name it means', async () => {
    const { world } = await halfWay();
    const refusing = onZones(world, { swap: async () => ({ accepted: false, messages: ['No'] }) });
    await expect(shiftWeight(step(world), refusing)).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: `Zone ${CHECKED_ZONE}: Route 53 refuses to change at least one of api.shop.test, img.shop.test, www.shop.test, without saying which: No. Nothing was changed in this zone.`,
    });
  });

  it('says so where batches before it were accepted: some names are further than others', async () => {
    const world = zonesWorld(longSettings(), longZones());
    const run = world.run('run-1');
    await begin(world, run, 3);
    protect(world, '*.apps.shop.test', 'A', COMMENT);
    await expect(shiftWeight({ run, step: 1, continues: '' }, world)).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: expect.stringMatching(
        /refuses to change \*\.apps\.shop\.test: .*: ask Ann before\. 2 batches of this step had already been accepted/,
      ),
    });
  });

  it.each([
    [4, 'goes on', undefined],
    [6, 'is tried again later', 'TransientFailure'],
  ])('and the zone is another one %d times: %s', async (times, _what, error) => {
    const { world } = await halfWay();
    let races = 0;
    const racing = onZones(world, {
      swap: async (zone, changes, comment) => {
        if (races++ < times) await moveFence(zone);
        return zone.swap(changes, comment);
      },
    });
    const outcome = await shiftWeight(step(world), racing).then(
      () => undefined,
      ({ name }: Error) => name,
    );
    expect(outcome).toBe(error);
  });
});

/** Another process of the same step swaps the fence alone. */
async function moveFence(zone: Zone): Promise<void> {
  const [record] = await zone.read([FENCE_NAME]);
  const standing = record && parseFence(record.ResourceRecords?.[0]?.Value ?? '');
  if (!standing) throw new Error('There is no fence.');
  await zone.swap(touchFence(standing, FENCE_NAME, record).changes, '');
}
