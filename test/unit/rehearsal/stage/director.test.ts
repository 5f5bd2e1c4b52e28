import { type Actor, Director, NothingHappens } from '../../../../rehearsal/stage/director.ts';
import type { BusEvent } from '../../../../rehearsal/world/alarm-event.ts';

const event = (time: number): BusEvent => ({ source: 's', detailType: 'd', resources: [], time, detail: {} });

/** A clock that the test moves, a world that gives an event at these moments, an account whose number is all there is. */
function setUp(eventsAt: readonly number[] = [], longestWait?: number) {
  const state = { now: 1000, seen: 0, put: [] as BusEvent[] };
  const director = new Director<number>({
    now: () => state.now,
    look: async () => state.seen,
    putEvents: async (events) => void state.put.push(...events),
    patience: 3,
    wrong: (seen) => (seen < 0 ? [`it is ${seen}`] : []),
    ...(longestWait !== undefined && { longestWait }),
  });
  let lived = 1000;
  director.direct({
    advanceTo: (now) => {
      const passed = eventsAt.filter((at) => at > lived && at <= now);
      lived = now;
      return passed.map(event);
    },
    lookAhead: (until) => eventsAt.find((at) => at > lived && at <= until),
  });
  /** What the emulator does: asks, jumps, asks again; `until` is its own next moment. */
  const run = async (until: number | null, times = 50) => {
    for (let i = 0; i < times; i++) {
      const stop = await director.advance(until);
      if (stop === null || stop === until) return stop;
      state.now = Math.max(state.now, stop);
    }
    throw new Error('never came to an end');
  };
  return { state, director, run };
}

it('lets the emulator jump where nothing happens before', async () => {
  const { director } = setUp();
  expect(await director.advance(5000)).toBe(5000);
  expect(await director.advance(null)).toBeNull();
});

it("stops at the world's next event and puts it on the bus at that moment, before going on", async () => {
  const { director, state } = setUp([3000]);
  expect(await director.advance(9000)).toBe(3000);
  expect(state.put).toEqual([]);
  state.now = 3000;
  expect(await director.advance(9000)).toBe(3000);
  expect(state.put).toEqual([event(3000)]);
  expect(await director.advance(9000)).toBe(9000);
});

it('puts an event on the bus before people act who are due at the same moment', async () => {
  const { director, state } = setUp([3000]);
  let putBefore = 0;
  const person = director.act('on call', async (actor) => {
    await actor.at(3000);
    putBefore = state.put.length;
  });
  await director.advance(9000);
  state.now = 3000;
  await director.advance(9000);
  await director.advance(9000);
  await person;
  expect(putBefore).toBe(1);
});

it('wakes people at their moment, in the order of time', async () => {
  const { director, state, run } = setUp();
  const log: string[] = [];
  const first = director.act('late', async (actor) => {
    await actor.at(4000);
    log.push(`late ${state.now}`);
  });
  const second = director.act('early', async (actor) => {
    await actor.at(2000);
    log.push(`early ${state.now}`);
    await actor.at(6000);
    log.push(`early ${state.now}`);
  });
  await run(9000);
  await Promise.all([first, second]);
  expect(log).toEqual(['early 2000', 'late 4000', 'early 6000']);
});

it('wakes who waits for something to be seen, and hands over what was seen', async () => {
  const { director, state } = setUp();
  const seen = director.act('watcher', (actor) =>
    actor.until('seven', (n) => (n === 7 ? `it is ${n}` : undefined)),
  );
  expect(await director.advance(5000)).toBe(5000);
  state.seen = 7;
  expect(await director.advance(5000)).toBe(1000);
  expect(await seen).toBe('it is 7');
});

it('does not answer while somebody acts', async () => {
  const { director } = setUp();
  let finish = () => {};
  const acting = director.act('busy', () => new Promise<void>((resolve) => (finish = resolve)));
  let answered = false;
  const answer = director.advance(5000).then(() => (answered = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  finish();
  await Promise.all([acting, answer]);
  expect(answered).toBe(true);
});

it('does not answer while something still follows what the world did', async () => {
  const { director, state } = setUp();
  let finish = () => {};
  director.direct({
    advanceTo: () => {
      void director.act('a machine', () => new Promise<void>((resolve) => (finish = resolve)));
      return [];
    },
    lookAhead: () => undefined,
  });
  let answer: number | null | undefined;
  const answered = director.advance(5000).then((stop) => {
    answer = stop;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer).toBeUndefined();
  finish();
  await answered;
  expect(answer).toBe(5000);
  expect(state.put).toEqual([]);
});

it('says who waits for what when nothing can happen any more', async () => {
  const { director, run } = setUp();
  const waiting = director.act('on call', (actor) => actor.until('a hold', () => undefined));
  const failed = expect(waiting).rejects.toThrow(
    new NothingHappens('Nothing more will happen, but on call waits for a hold'),
  );
  for (let i = 0; i < 3; i++) await run(null);
  await failed;
});

it('lets time go on for the next scenario after one whose waits were ended', async () => {
  const { director } = setUp();
  const waiting = director.act('on call', (actor) => actor.until('a hold', () => undefined));
  const failed = expect(waiting).rejects.toThrow('it is over');
  director.giveUp(new Error('it is over'));
  await failed;
  await director.act('the stage', async () => {});
  let answer: number | null | undefined;
  void director.advance(5000).then((stop) => {
    answer = stop;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer).toBe(5000);
});

it('says first what has gone wrong, without which what somebody waits for might have come', async () => {
  const { director, state, run } = setUp();
  state.seen = -1;
  const waiting = director.act('on call', (actor) => actor.until('a hold', () => undefined));
  const failed = expect(waiting).rejects.toThrow(
    new NothingHappens('it is -1\nNothing more will happen, but on call waits for a hold'),
  );
  for (let i = 0; i < 3; i++) await run(null);
  await failed;
});

it('ends a wait that takes too long where something always happens, and not one for a moment', async () => {
  const { director, state } = setUp([], 10_000);
  const late = director.act('patient', (actor) => actor.at(90_000));
  const waiting = director.act('on call', (actor) => actor.until('a page', () => undefined));
  const failed = expect(waiting).rejects.toThrow(
    'on call has waited since 1970-01-01T00:00:01.000Z for a page',
  );
  const lateFailed = expect(late).rejects.toThrow(NothingHappens);
  for (state.now = 2000; state.now <= 11_000; state.now += 1000) await director.advance(state.now + 1000);
  let ended = false;
  waiting.catch(() => (ended = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  state.now = 12_000;
  await director.advance(13_000);
  await Promise.all([failed, lateFailed]);
});

it('ends all waits when it must give up', async () => {
  const { director } = setUp();
  const waiting = director.act('on call', (actor) => actor.at(9000));
  director.giveUp(new Error('the emulator died'));
  await expect(waiting).rejects.toThrow('the emulator died');
});

it('continues when an actor fails: the failure is its own', async () => {
  const { director, run } = setUp();
  const failing = director.act('clumsy', async (actor) => {
    await actor.at(2000);
    throw new Error('dropped it');
  });
  const failed = expect(failing).rejects.toThrow('dropped it');
  expect(await run(5000)).toBe(5000);
  await failed;
});

it('lets nobody wait any more who has left, and time goes on without them', async () => {
  const { director, run } = setUp();
  const why = new Error('the scenario failed');
  let somebody: Actor<number> | undefined;
  const act = director.act('somebody', async (actor) => {
    somebody = actor;
    await actor.at(9000).catch(() => {});
    await expect(actor.until('anything', (seen) => seen)).rejects.toBe(why);
    await actor.at(9000);
  });
  somebody?.leave(why);
  director.giveUp(why);
  await expect(act).rejects.toBe(why);
  expect(await run(5000)).toBe(5000);
});
