import { lowerTtl } from '../../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { validateInput } from '../../../../../../lambdas/migration/migrate/validate-input/validate-input.ts';
import {
  adoptRecords,
  retireLegacyRecords,
  shiftWeight,
} from '../../../../../../lambdas/migration/swap/move-records.ts';
import { begin, close } from '../../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

/** What comes of `{}`. */
const EMPTY = {
  dryRun: false,
  notify: '',
  begun: false,
  note: '',
  step: 0,
  shifted: -1,
  continues: '',
  next: 'ShiftWeight',
};

function worldWhere({ running }: { running: boolean }) {
  const executions = { isRunning: async () => running, running: async () => [], stop: async () => {} };
  return { ...zonesWorld(), executions };
}

/** A migration that was stopped at 5 %, its first step. */
async function stoppedAtFirstStep(running = false) {
  const world = worldWhere({ running });
  const run = world.run('run-1');
  await lowerTtl(run, world);
  world.pass(360);
  await adoptRecords(run, world);
  await shiftWeight({ run, step: 0, continues: '' }, world);
  return world;
}

describe('ValidateInput', () => {
  it.each([
    [{}, {}],
    [{ dryRun: true }, { dryRun: true }],
    [
      { dryRun: true, notify: 'changes' },
      { dryRun: true, notify: 'changes' },
    ],
    [{ note: 'CHG-1' }, { note: 'CHG-1' }],
  ])('%j', async (input, validated) => {
    await expect(validateInput(input, worldWhere({ running: false }))).resolves.toEqual({
      ...EMPTY,
      ...validated,
    });
  });

  it.each([
    [{ zone: 'Z2OTHER' }, 'unknown field "zone"'],
    [{ records: ['www.shop.test'] }, 'unknown field "records"'],
    [{ weight: 100 }, 'unknown field "weight"'],
    [{ target: 'evil.example' }, 'unknown field "target"'],
    [{ dryRun: 'yes' }, 'dryRun: expected boolean, not "yes"'],
    [{ startAtPercent: '50' }, 'startAtPercent: expected number'],
    [{ startAtPercent: 0 }, 'startAtPercent: expected more than 0'],
    [{ startAtPercent: 101 }, 'startAtPercent: expected at most 100'],
    [{ note: 7 }, 'note: expected string'],
    [{ dryRun: true, notify: 'all' }, 'notify: expected one of "changes"'],
    [{ notify: 'changes' }, 'notify: "changes" is of dry runs only'],
    [{ notify: 'changes', dryRun: false }, 'notify: "changes" is of dry runs only'],
    [[], 'expected object'],
    [null, 'expected object'],
    ['{}', 'expected object'],
  ])('refuses %j with what was wrong and what can be given', async (input, problem) => {
    const attempt = validateInput(input, worldWhere({ running: false }));
    await expect(attempt).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(
        new RegExp(`${problem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}.*Start Migrate with`),
      ),
    });
  });

  it('sees of a repeated dry run whether the migration has begun; a rollback takes that back', async () => {
    const repeated = { dryRun: true, notify: 'changes' };
    const world = await stoppedAtFirstStep();
    expect(await validateInput(repeated, world)).toMatchObject({ begun: true });
    expect(await validateInput({ dryRun: true }, world)).toMatchObject({ begun: false });
    await world.journal.endRun('run-1', 'restored', '2026-03-01T01:00:00Z');
    expect(await validateInput(repeated, world)).toMatchObject({ begun: false });
  });

  it('takes a __proto__ for what it is: an unknown field', async () => {
    const input: unknown = JSON.parse('{"__proto__": {"dryRun": true}}');
    const validated = validateInput(input, worldWhere({ running: false }));
    await expect(validated).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('continues a stopped migration where its fences stand', async () => {
    const world = await stoppedAtFirstStep();
    const validated = await validateInput({ startAtPercent: 5 }, world);
    expect(validated).toEqual({ ...EMPTY, continues: 'run-1' });
  });

  it('continues one that was stopped while its records were retired, or in its drain', async () => {
    const world = worldWhere({ running: false });
    await begin(world, world.run('run-1'), 5);
    const state = await world.journal.load();
    if (!state) throw new Error('No run is under way.');
    // The first zone alone.
    const away = () => Promise.reject(new Error('away'));
    const zoneOf = (id: string) => (id === 'Z1SHOP' ? world.zoneOf(id) : { ...world.zoneOf(id), read: away });
    await expect(retireLegacyRecords(world.run('run-1'), { ...world, zoneOf })).rejects.toThrow('away');
    const retiring = { ...EMPTY, step: 2, shifted: 2, continues: 'run-1', next: 'RetireLegacyRecords' };
    expect(await validateInput({ startAtPercent: 100 }, world)).toEqual(retiring);
    await retireLegacyRecords(world.run('run-1'), world);
    expect(await validateInput({ startAtPercent: 100 }, world)).toEqual(retiring);
    await expect(validateInput({ startAtPercent: 100, dryRun: true }, world)).rejects.toThrow(
      'in its drain, so a dry run has nothing to check',
    );
    await close(world, world.run('run-1'));
    await expect(validateInput({ startAtPercent: 100 }, world)).rejects.toThrow('no migration to continue');
  });

  it('says of one that had begun its one-way step, wherever it stopped', async () => {
    const world = await stoppedAtFirstStep();
    const continued = (oneWayFromPercent?: number) => {
      const settings = { ...world.settings, ...(oneWayFromPercent && { oneWayFromPercent }) };
      return validateInput({ startAtPercent: 5 }, { ...world, settings });
    };
    expect(await continued(50)).toMatchObject({ step: 0, shifted: -1 });
    await world.journal.beginStep('run-1', { oneWay: true, jumps: 1 }, '2026-03-01T01:00:00Z');
    expect(await continued(50)).toMatchObject({ step: 0, shifted: 1 });
    // Without such a step in the machine nothing reads it.
    expect(await continued()).toMatchObject({ step: 0, shifted: -1 });
  });

  it.each([
    [7, 'the deployed steps are 5, 50, 100 percent'],
    [50, 'shift at 5 %'],
  ])('refuses to continue at %d: %s', async (startAtPercent, reason) => {
    const world = await stoppedAtFirstStep();
    await expect(validateInput({ startAtPercent }, world)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses to continue what still runs, what never began, and what has no fence', async () => {
    await expect(validateInput({ startAtPercent: 5 }, await stoppedAtFirstStep(true))).rejects.toThrow(
      'still running',
    );
    await expect(validateInput({ startAtPercent: 5 }, worldWhere({ running: false }))).rejects.toThrow(
      'no migration',
    );
    const world = await stoppedAtFirstStep();
    const [fence] = world.engine.records('Z2CDN').filter((record) => record.Type === 'TXT');
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'DELETE', ...(fence && { ResourceRecordSet: fence }) }],
    });
    await expect(validateInput({ startAtPercent: 5 }, world)).rejects.toThrow(
      'zone Z2CDN has no readable fence',
    );
  });
});
