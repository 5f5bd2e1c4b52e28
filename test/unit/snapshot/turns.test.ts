import { Turns } from '../../../snapshot/source/turns.ts';

/** A clock that stands still while nobody sleeps. */
function timing() {
  let now = 0;
  return {
    now: () => now,
    // Timers may ring early.
    sleep: async (ms: number) => {
      now += ms > 1 ? ms - 0.5 : ms;
    },
  };
}

async function timesOf(turns: Turns, clock: { now(): number }, ...services: readonly string[]) {
  const times: number[] = [];
  for (const service of services) {
    await turns.take(service);
    times.push(clock.now());
  }
  return times;
}

describe('requests', () => {
  it('of Route 53 leave half of what it takes of an account to others', async () => {
    const clock = timing();
    expect(await timesOf(new Turns([], clock), clock, 'route53', 'route53', 'route53')).toEqual([
      0, 200, 400,
    ]);
  });

  it('of Route 53 are slower where the account is known to have less', async () => {
    const clock = timing();
    expect(await timesOf(new Turns([20, 5], clock), clock, 'route53', 'route53')).toEqual([0, 400]);
  });

  it('of each service wait for those of the same one', async () => {
    const clock = timing();
    expect(await timesOf(new Turns([], clock), clock, 'elb', 'route53', 'elb', 'elb', 'route53')).toEqual([
      0, 0, 100, 200, 200,
    ]);
  });

  it('that are made at once wait for each other, too', async () => {
    const clock = timing();
    const turns = new Turns([], clock);
    await Promise.all([turns.take('elb'), turns.take('elb'), turns.take('elb')]);
    expect(clock.now()).toBeGreaterThanOrEqual(200);
  });
});
