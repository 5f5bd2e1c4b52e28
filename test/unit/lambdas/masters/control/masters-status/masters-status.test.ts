import { mastersStatus } from '../../../../../../lambdas/masters/control/masters-status/masters-status.ts';
import { mastersStatusSchema } from '../../../../../../lambdas/masters/runtime/status-schema.ts';
import {
  GROUP_B,
  GROUP_C,
  MASTER_B,
  MASTER_C,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const ask = (world: ReturnType<typeof mastersControl>) => mastersStatus({ ...world, version: '1.2.3' });

describe('MastersStatus', () => {
  it('says that all are in service, in the form that is documented', async () => {
    const said = await ask(mastersControl());
    expect(said).toMatchObject({
      version: '1.2.3',
      summary: '3 of 3 masters in service, and none is being replaced.',
      lease: { state: 'free' },
      replacements: [],
      unread: [],
    });
    expect(mastersStatusSchema.parse(JSON.parse(JSON.stringify(said)))).toEqual(said);
  });

  it('does not count a master that EC2 no longer runs', async () => {
    const world = mastersControl();
    world.setState(MASTER_C, 'terminated');
    expect((await ask(world)).summary).toMatch(
      /^2 of 3 masters in service, and none is being replaced. The sweep/,
    );
  });

  it('says who is replaced', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(MASTER_B, { group: GROUP_B, status: 'open' }));
    expect(await ask(world)).toMatchObject({
      summary: '1 master being replaced.',
      replacements: [{ id: MASTER_B, group: GROUP_B, status: 'open' }],
    });
  });

  it('says what a person must decide, and the answers that Decide takes', async () => {
    const world = mastersControl();
    const page = { heading: 'VolumeStuck', reason: 'vol-1 is busy' } as const;
    await world.keep(replacementOf(MASTER_C, { group: GROUP_C, status: 'paged', page }));
    const said = await ask(world);
    expect(said.summary).toBe('1 replacement stopped: a person must decide.');
    expect(said.replacements).toMatchObject([
      {
        page: {
          ...page,
          decide: `${world.settings.name}-Decide`,
          answers: ['retry', 'detach', 'dismiss'].map((decision) => ({ decision, replacement: MASTER_C })),
        },
      },
    ]);
  });

  it('says what it could not read, and what the journal says all the same', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(MASTER_B, { group: GROUP_B, status: 'open' }));
    world.autoScaling.groups = async () => {
      throw new Error('slow down');
    };
    const said = await ask(world);
    expect(said.unread).toEqual(['the groups of masters: Error: slow down']);
    expect(said.replacements).toHaveLength(1);
  });

  it('never says that all is well of masters that it could not see', async () => {
    const world = mastersControl();
    world.autoScaling.groups = async () => {
      throw new Error('slow down');
    };
    expect((await ask(world)).summary).toContain('Whether all run is unknown.');
  });
});
