import { cast } from '../../../rehearsal/cast.ts';

const SCENARIO = { of: 'some', name: 'week', about: '', when: async () => {}, checks: [] };

const stageThat = (lacks: string | undefined) =>
  ({
    product: { lacks, estateWith: async () => ({}) },
    world: { patch: () => undefined },
  }) as unknown as Parameters<typeof cast>[1];

describe('A scenario', () => {
  it('is played where nothing is missing', async () => {
    expect(await cast(SCENARIO, stageThat(undefined))).toMatchObject({ name: 'week' });
  });

  it('is not played where the machine has not what none can do without', async () => {
    expect(await cast(SCENARIO, stageThat('a MariaDB'))).toEqual({ what: 'a MariaDB' });
  });
});
