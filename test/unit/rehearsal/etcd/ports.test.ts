import type * as Ports from '../../../../rehearsal/etcd/ports.ts';

/** As another process has it: with a state of its own. */
function anotherProcess(): typeof Ports {
  let ports: typeof Ports | undefined;
  jest.isolateModules(() => {
    ports = require('../../../../rehearsal/etcd/ports.ts');
  });
  return ports as typeof Ports;
}

/** The same numbers in [0, 1) each time. */
function sameChance(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

describe('a fixed port', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is given once, also by another process by the same chance, while nobody listens on it yet', async () => {
    const given: number[] = [];
    // More than a block has.
    for (const { fixedPort } of [anotherProcess(), anotherProcess()]) {
      jest.spyOn(Math, 'random').mockImplementation(sameChance());
      for (let i = 0; i < 60; i++) given.push(await fixedPort());
    }
    expect(new Set(given).size).toBe(given.length);
    expect(given.filter((port) => port < 10_000 || port >= 32_000)).toEqual([]);
  });
});
