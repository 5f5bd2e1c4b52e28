import fc from 'fast-check';
import { deployedDefinitions } from '../../support/storm/definitions.ts';
import { NO_FAULTS } from '../../support/storm/process.ts';
import { Storm, type StormOptions } from '../../support/storm/storm.ts';
import { shopMastersSettings } from '../../synth/support/shop-templates.ts';

/** Storms in all; a longer run takes another number: `STORMS=500 npm test storms`. */
const STORMS = Number(process.env.STORMS ?? 50);
/** One storm alone, told of in full, by the options that a failure prints: `STORM='{"seed":1,…}' npm test storms`. */
const ONE = process.env.STORM;

type Drawn = Omit<StormOptions, 'settings' | 'definitions' | 'trace'>;

const drawn = fc.record<Drawn>({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  masters: fc.constantFrom(3, 3, 3, 3, 3, 3, 5, 5, 5, 1),
  injections: fc.integer({ min: 3, max: 9 }),
  hours: fc.constant(2),
  faults: fc.record({
    crash: fc.constantFrom(0, 0.002, 0.01),
    throttle: fc.constantFrom(0, 0.01, 0.03),
    lostAnswer: fc.constantFrom(0, 0.005, 0.02),
    slow: fc.constantFrom(0, 0.002, 0.01),
  }),
  events: fc.record({
    lost: fc.constantFrom(0, 0.2, 0.5),
    repeated: fc.constantFrom(0, 0.2),
    late: fc.constantFrom(0, 0.2),
  }),
  slowestRelease: fc.constantFrom(60, 300),
});

/**
 * What happens, and how often at least in 500 storms: a fourth or less of what is usual. Storms in which nothing of the
 * kind ever happens prove nothing.
 */
const KINDS = {
  'terminated by a user': 80,
  'terminated in its group': 100,
  'several terminated at once': 30,
  'hardware failed': 20,
  'interrupted by Spot': 20,
  'stopped by a user': 20,
  'roll started': 100,
  'terminated by roll': 30,
  'volume stuck': 80,
  'no capacity': 40,
  'launch suspended': 20,
  'execution stopped': 40,
  'function crashed': 300,
  throttled: 1000,
  'slow call': 300,
  'answer lost': 1000,
  'event lost': 300,
  'event repeated': 100,
  'event late': 100,
  'taken out of the load balancer': 30,
  'let go from its hook': 300,
  'let go while it served': 150,
  'quorum lost': 20,
  'detached by force': 15,
  'answered detach': 15,
  'answered retry': 50,
  'ended in MasterReplaced': 500,
  'ended in RollStopped': 15,
  'ended in LaunchSuspended': 5,
  'ended in VolumeStuck': 20,
  'ended in LeaseLost': 10,
  'ended in MastersRolled': 5,
  'answered dismiss': 2,
} as const;

/** One less than its part: of fifty storms, chance alone leaves what is usual four times out altogether in one run of fifty. */
const leastOf = (times: number) => Math.floor((times * STORMS) / 500) - 1;

/** Milliseconds, on a machine that has much else to do. */
const LONGEST = 60_000 + STORMS * 1000;

const definitions = deployedDefinitions();
const settings = shopMastersSettings();

/** A single master is held for as long as AWS allows: the hook's time-out makes that hours in place of a day. */
const SINGLE = { ...settings, heartbeatSeconds: 420, sweepSeconds: 120, pollSeconds: 60 };

async function play(options: Drawn, trace?: (line: string) => void): Promise<Storm> {
  const own = options.masters === 1 ? SINGLE : settings;
  const storm = new Storm({ ...options, settings: own, definitions, ...(trace && { trace }) });
  await storm.rage();
  const wrong = [...storm.breaches, ...(await storm.whatIsLeft())];
  if (wrong.length === 0) return storm;
  throw new Error(`${wrong.join('\n')}\nAgain: STORM='${JSON.stringify(options)}' npm test storms`);
}

if (ONE === undefined)
  describe('Termination storms over masters', () => {
    it(
      'never take quorum away, and end with every master replaced',
      async () => {
        const seen = new Map<string, number>();
        await fc.assert(
          fc.asyncProperty(drawn, async (options) => {
            const { happened } = await play(options);
            for (const [kind, times] of happened) seen.set(kind, (seen.get(kind) ?? 0) + times);
          }),
          { numRuns: STORMS, endOnFailure: true },
        );
        for (const [kind, times] of Object.entries(KINDS))
          expect([kind, seen.get(kind) ?? 0]).toEqual([kind, atLeast(leastOf(times))]);
      },
      LONGEST,
    );

    it('are the same again by the same seed', async () => {
      const [options] = fc.sample(drawn, 1) as [Drawn];
      const [first, second] = [[], []] as [string[], string[]];
      await play(options, (line) => first.push(line));
      await play(options, (line) => second.push(line));
      expect(second).toEqual(first);
    });
  });
else
  it('The storm that was asked for', async () => {
    const { faults, ...asked } = JSON.parse(ONE);
    await play({ ...asked, faults: { ...NO_FAULTS, ...faults } }, (line) =>
      process.stdout.write(`${line}\n`),
    );
  });

function atLeast(least: number) {
  return { asymmetricMatch: (value: number) => value >= least, toString: () => `at least ${least}` };
}
