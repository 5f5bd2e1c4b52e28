import fc from 'fast-check';
import { USUAL } from '../../../../rehearsal/compute/index.ts';
import {
  BEGIN,
  GROUP_A,
  GROUP_B,
  groupIn,
  LAUNCHING,
  type Masters,
  shopMasters,
  TERMINATING,
} from './shop-masters.ts';

const HELD = { hooks: [TERMINATING, LAUNCHING] };

/** Everything that can be seen from outside. */
function seen({ engine }: Masters) {
  return [
    engine.autoScaling.describeAutoScalingGroups(),
    engine.autoScaling.describeScalingActivities(),
    engine.ec2.describeInstances(),
    engine.ec2.describeVolumes(),
  ];
}

describe('time', () => {
  it('T1 the same seed and the same happenings give the same life', () => {
    const live = (seed: number) => {
      const masters = shopMasters(HELD, { timing: USUAL, seed });
      masters.engine.scenario.terminateInGroup(masters.instance());
      const events = [...masters.pass(100)];
      masters.engine.scenario.failHardware(masters.instance(GROUP_B));
      return [...events, ...masters.pass(3600), ...seen(masters)];
    };
    expect(live(1)).toEqual(live(1));
    expect(live(1)).not.toEqual(live(2));
  });

  it('T1 it is the same in steps of any size', () => {
    const whole = shopMasters(HELD, { timing: USUAL });
    whole.engine.scenario.terminateInGroup(whole.instance());
    const events = whole.pass(2000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 8 }), (steps) => {
        const stepped = shopMasters(HELD, { timing: USUAL });
        stepped.engine.scenario.terminateInGroup(stepped.instance());
        const found = steps.flatMap((step) => stepped.pass(Math.min(step, 2000 - stepped.seconds())));
        found.push(...stepped.pass(2000 - stepped.seconds()));
        expect(found).toEqual(events);
        expect(seen(stepped)).toEqual(seen(whole));
      }),
      { numRuns: 20 },
    );
  });

  it('T1 an operation is brought up to the clock, and its events are not lost', () => {
    let now = BEGIN;
    const masters = shopMasters(HELD, { now: () => now });
    masters.engine.scenario.terminateByUser(
      masters.engine.ec2.describeInstances().Reservations[0]?.Instances[0]?.InstanceId ?? '',
    );
    now += 45_000;
    expect(masters.engine.ec2.describeInstances().Reservations[0]?.Instances[0]?.State.Name).toBe(
      'terminated',
    );
    expect(masters.engine.advanceTo(now)).toHaveLength(2);
    expect(masters.engine.advanceTo(now)).toEqual([]);
  });

  it('T1 a listener may call operations at its own moment', () => {
    const masters = shopMasters(HELD);
    const found: (string | undefined)[] = [];
    masters.engine.listen({
      onTerminated: ({ id }) => {
        const [reservation] = masters.engine.ec2.describeInstances({ InstanceIds: [id] }).Reservations;
        found.push(reservation?.Instances[0]?.State.Name);
      },
    });
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(600);
    expect(found).toEqual(['terminated']);
  });

  it('T2 nothing is ahead of a quiet cluster', () => {
    expect(shopMasters(HELD).engine.lookAhead(BEGIN + 10 * 365 * 86_400_000)).toBeUndefined();
    const masters = shopMasters(HELD, { timing: USUAL });
    for (const group of [GROUP_A, GROUP_B, groupIn('c')]) {
      masters.engine.scenario.terminateByUser(masters.instance(group));
    }
    masters.pass(86_400);
    expect(masters.lifecycles()).toEqual(['InService']);
    expect(masters.engine.lookAhead(Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  it('T3 looks ahead without going there', () => {
    const masters = shopMasters({ targetGroupArns: [] });
    masters.engine.scenario.terminateInGroup(masters.instance());
    expect(masters.engine.lookAhead(BEGIN + 999)).toBeUndefined();
    expect(masters.engine.lookAhead(BEGIN + 60_000)).toBe(BEGIN + 1000);
    expect(masters.engine.lookAhead(BEGIN + 60_000)).toBe(BEGIN + 1000);
    expect(masters.lifecycles()).toEqual(['Terminating']);
  });

  it('stops calling a listener that has left', () => {
    const masters = shopMasters();
    const reported: string[] = [];
    const stop = masters.engine.listen({ onStopped: ({ id }) => reported.push(id) });
    masters.engine.scenario.failHardware(masters.instance());
    stop();
    masters.engine.scenario.failHardware(masters.instance(GROUP_B));
    expect(reported).toEqual([masters.instance()]);
  });
});

describe('events', () => {
  const states = (masters: Masters, seconds: number) =>
    masters
      .pass(seconds)
      .filter(({ source }) => source === 'aws.ec2')
      .map(({ detail, time }) => `${detail.state} ${(time - BEGIN) / 1000}`);

  it('B2 can be lost', () => {
    const masters = shopMasters();
    masters.engine.scenario.deliverEvents(({ detail }) => (detail.state === 'terminated' ? [] : [0]));
    masters.engine.scenario.terminateByUser(masters.instance());
    expect(states(masters, 62)).toEqual(['shutting-down 0']);
  });

  it('B2 can be repeated and come late, with the time at which they happened', () => {
    const masters = shopMasters();
    masters.engine.scenario.deliverEvents(({ detail }) =>
      detail.state === 'terminated' ? [20, 0, 86_400] : [0],
    );
    masters.engine.scenario.terminateByUser(masters.instance());
    expect(states(masters, 59)).toEqual(['shutting-down 0', 'terminated 40']);
    expect(states(masters, 2)).toEqual(['terminated 40']);
    masters.engine.scenario.deliverEvents(undefined);
    expect(states(masters, 86_400)).toEqual(['pending 65', 'running 85', 'terminated 40']);
  });
});
