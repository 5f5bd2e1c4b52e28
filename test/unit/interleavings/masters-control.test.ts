import fc from 'fast-check';
import { recordMastersDecision } from '../../../lambdas/masters/decide/record-masters-decision/record-masters-decision.ts';
import { type Lease, requireHeld } from '../../../lambdas/masters/domain/lease.ts';
import type { MastersJournal } from '../../../lambdas/masters/ports/masters-journal.ts';
import { acquireLease } from '../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { pageOperator } from '../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import { releaseLease } from '../../../lambdas/masters/replace-master/release-lease/release-lease.ts';
import { sweepMasters } from '../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import { takeSignal } from '../../../lambdas/masters/signals/take-signal/take-signal.ts';
import { cases } from '../../support/cases.ts';
import { GROUP_A, GROUP_B, MASTER_A, MASTER_B } from '../../support/masters/masters.ts';
import { mastersControl, payloadOf } from '../../support/masters/masters-world.ts';
import { terminateEvent } from '../lambdas/masters/signals/take-signal/events.ts';

/** What becomes of an execution once it may act. */
type Fate = 'replaced' | 'paged' | 'crashed';

interface Plan {
  /** One for each execution in the order in which they come to act; then `replaced`. */
  readonly fates: readonly Fate[];
  readonly decisions: readonly { readonly decision: string; readonly turns: number }[];
  /** After how many turns each sweep comes, and each decision. */
  readonly sweeps: readonly number[];
  /** How often each event comes. */
  readonly repeats: number;
  /** The calls that are the last of their process, counted over all of them; before or after they took effect. */
  readonly crashes: readonly { readonly call: number; readonly after: boolean }[];
}

const TURNS = fc.integer({ min: 0, max: 60 });

const plans: fc.Arbitrary<Plan> = fc.record({
  fates: fc.array(fc.constantFrom<Fate>('replaced', 'paged', 'crashed'), { maxLength: 6 }),
  decisions: fc.array(fc.record({ decision: fc.constantFrom('retry', 'detach', 'dismiss'), turns: TURNS }), {
    maxLength: 3,
  }),
  sweeps: fc.array(TURNS, { maxLength: 4 }),
  repeats: fc.integer({ min: 1, max: 3 }),
  crashes: fc.array(fc.record({ call: fc.integer({ min: 0, max: 80 }), after: fc.boolean() }), {
    maxLength: 3,
  }),
});

class Crash extends Error {
  override readonly name = 'Crash';
}

/** Two masters that go, each call of each process at a time that the scheduler chooses. */
class Control {
  readonly real = mastersControl();
  readonly #scheduler: fc.Scheduler;
  readonly #plan: Plan;
  readonly #ran = new Set<string>();
  #calls = 0;
  #acted = 0;
  /** Set when all is over: calls are made at once, and none crashes. */
  quiet = false;

  constructor(scheduler: fc.Scheduler, plan: Plan) {
    this.#scheduler = scheduler;
    this.#plan = plan;
    this.real.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    this.real.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
  }

  world() {
    const { real } = this;
    return {
      ...real,
      journal: this.#calling(real.journal) as MastersJournal,
      replacements: this.#calling(real.replacements),
      topic: this.#calling(real.topic),
    };
  }

  #calling<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        if (property === 'arnOf') return member.bind(target);
        return async (...args: unknown[]) => {
          if (this.quiet) return member.apply(target, args);
          await this.#scheduler.schedule(Promise.resolve());
          const crash = this.#plan.crashes.find(({ call }) => call === this.#calls);
          this.#calls++;
          if (crash && !crash.after) throw new Crash(`before ${String(property)}`);
          const before = await this.real.lease();
          const result: unknown = await member.apply(target, args);
          const { fencing } = await this.real.lease();
          if (fencing < before.fencing)
            throw new Error(`fencing went from ${before.fencing} back to ${fencing}`);
          if (crash) throw new Crash(`after ${String(property)}`);
          return result;
        };
      },
    });
  }

  /** Runs `work` as a process of its own: what it throws ends it and nothing else. */
  async process(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { name } = error as Error;
      if (!['Crash', 'TransientFailure', 'LeaseLost', 'NothingHeld', 'InvalidInput'].includes(name))
        throw error;
    }
    if (!this.quiet) await Promise.all(this.#begun().map((name) => this.#execute(name)));
  }

  /** Executions that were started and not yet run. */
  #begun(): string[] {
    const begun = this.real.replacements.started.filter((name) => !this.#ran.has(name));
    for (const name of begun) this.#ran.add(name);
    return begun;
  }

  async #execute(name: string): Promise<void> {
    const [, id = '', attempt] = /^(.*)-(\d+)$/.exec(name) ?? [];
    await this.process(async () => {
      const kept = await this.real.kept(id);
      if (!kept) throw new Error(`${name} was started, and nothing is kept of it`);
      await this.#walk(payloadOf(this.real.replacements, { ...kept, attempt: Number(attempt) }));
    });
    this.real.replacements.end(name);
  }

  async #walk(payload: ReturnType<typeof payloadOf>): Promise<void> {
    const world = this.world();
    for (let looks = 0; looks < 4; looks++) {
      const { outcome, fencing } = await acquireLease(payload, world);
      if (outcome === 'over') return;
      if (outcome === 'queued') continue;
      const fate = this.#plan.fates[this.#acted++] ?? 'replaced';
      if (fate === 'crashed') return;
      const page = { heading: 'VolumeStuck', reason: 'busy' } as const;
      if (fate === 'paged') await pageOperator({ ...payload, page }, world);
      else await this.#release({ ...payload, fencing });
      return;
    }
  }

  async #release(payload: ReturnType<typeof payloadOf>): Promise<void> {
    await releaseLease(payload, this.world());
    const group = payload.replacement.group;
    this.real.setGroup(group, { [`${payload.replacement.id.slice(0, -1)}2`]: 'InService' });
  }

  async decide(decision: string, n: number): Promise<void> {
    const paged = (await this.real.journal.unfinished()).find(({ value }) => value.status === 'paged');
    const run = { name: `decide-${n}`, arn: `arn:decide-${n}`, startedAt: '2026-03-01T10:00:00Z' };
    const input = { decision, reason: 'looked at it', replacement: paged?.value.id ?? MASTER_A };
    await recordMastersDecision({ run, input }, this.world());
  }
}

async function wait(scheduler: fc.Scheduler, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await scheduler.schedule(Promise.resolve());
}

async function storm(scheduler: fc.Scheduler, plan: Plan): Promise<Control> {
  const control = new Control(scheduler, plan);
  const events = [
    terminateEvent(),
    terminateEvent({ AutoScalingGroupName: GROUP_B, EC2InstanceId: MASTER_B, LifecycleActionToken: 'b' }),
  ];
  const signals = events.flatMap((event) =>
    Array.from({ length: plan.repeats }, () => () => takeSignal(event, control.world())),
  );
  const sweeps = plan.sweeps.map((turns) => async () => {
    await wait(scheduler, turns);
    await sweepMasters(control.world());
  });
  const decisions = plan.decisions.map(({ decision, turns }, n) => async () => {
    await wait(scheduler, turns);
    await control.decide(decision, n);
  });
  const all = Promise.all([...signals, ...sweeps, ...decisions].map((work) => control.process(work)));
  await runThrough(scheduler, all);
  return control;
}

/** Lets one task after the other go on, each when nothing else can: `waitFor` gives fifty turns before each instead. */
async function runThrough(scheduler: fc.Scheduler, all: Promise<unknown>): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  all.then(end, end);
  for (await allSettled(); !isOver && scheduler.count() > 0; await allSettled()) await scheduler.waitOne();
  await all;
}

/** All promises that can go on do so before this resolves. */
function allSettled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** What must be so once nothing happens any more and the sweep has been there. */
async function expectOrder(control: Control): Promise<void> {
  const { real } = control;
  control.quiet = true;
  await control.process(() => sweepMasters(real));
  await control.process(() => sweepMasters(real));
  const lease = await real.lease();
  const unfinished = (await real.journal.unfinished()).map(({ value }) => value);
  const ids = (status: string) => unfinished.filter((one) => one.status === status).map(({ id }) => id);
  expect(lease.broken !== undefined).toBe(ids('paged').length > 0);
  if (lease.broken) expect(ids('paged')).toContain(lease.broken.replacement);
  for (const { replacement } of [...(lease.holder ? [lease.holder] : []), ...lease.recovering])
    expect(ids('open')).toContain(replacement);
  for (const one of unfinished.filter(({ status }) => status === 'open'))
    expect(await real.replacements.isRunning(real.replacements.arnOf(one))).toBe(true);
  for (const { id, attempt } of unfinished.filter(({ status }) => status === 'paged'))
    expect(real.topic.published.filter(({ body }) => body.includes(`${id}-${attempt}\n`))).not.toEqual([]);
  // Whoever ended has nothing in hand any more to act by.
  for (const name of real.replacements.started) {
    const arn = `arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster:${name}`;
    if (!(await real.replacements.isRunning(arn)) && lease.holder?.executionArn !== arn)
      expect([name, mayAct(lease, arn)]).toEqual([name, false]);
  }
}

function mayAct(lease: Lease, arn: string): boolean {
  try {
    requireHeld(lease, arn, lease.fencing);
    return true;
  } catch {
    return false;
  }
}

describe('signals, sweeps, executions and people, in any order and cut off anywhere', () => {
  it('leave every master with somebody who looks after it, and the lease to who has to do with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        await expectOrder(await storm(scheduler, plan));
      }),
      { numRuns: cases(300) },
    );
  });

  it('send each page once if nothing is interrupted', async () => {
    const calm = plans.map((plan) => ({ ...plan, crashes: [] }));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), calm, async (scheduler, plan) => {
        const control = await storm(scheduler, plan);
        await expectOrder(control);
        const sent = control.real.topic.published.map(({ body }) => /Replacement: .*:(\S+)/.exec(body)?.[1]);
        expect(new Set(sent).size).toBe(sent.length);
      }),
      { numRuns: cases(100) },
    );
  });
});
