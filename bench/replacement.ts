/**
 * What ReplaceMaster adds to the time in which a master comes back: from the moment at which the old one's etcd volumes are
 * free until the replacement is verified, against a loop in one process that looks at the very same things with the same
 * pauses, and nothing else. The deployed definition and the real functions on the simulated AWS, in virtual time; both
 * sides live through the same history up to that moment.
 */

import type { ReplacementRef, VerifyResult } from '../lambdas/masters/contract/payloads.ts';
import type { MastersSettings } from '../lambdas/masters/contract/settings.ts';
import { REPLACE_MASTER } from '../lambdas/masters/contract/states.ts';
import { openReplacement } from '../lambdas/masters/lease/open-replacement.ts';
import { completeLifecycle } from '../lambdas/masters/replace-master/complete-lifecycle/complete-lifecycle.ts';
import { describeMasters } from '../lambdas/masters/replace-master/describe-masters/describe-masters.ts';
import { observeCluster } from '../lambdas/masters/replace-master/observe-cluster/observe-cluster.ts';
import { verifyMaster } from '../lambdas/masters/replace-master/verify-master/verify-master.ts';
import type { ComputeEngine } from '../rehearsal/compute/index.ts';
import { seededRandom } from '../rehearsal/route53/index.ts';
import { MemoryMastersJournal } from '../test/fakes/masters/memory-masters-journal.ts';
import { autoScalingOf, instancesOf, targetsOf, targetTagsOf } from '../test/support/storm/aws-ports.ts';
import { buildCluster, etcdClusters, memberNames } from '../test/support/storm/cluster.ts';
import { deployedDefinitions } from '../test/support/storm/definitions.ts';
import { EtcdModel } from '../test/support/storm/etcd-model.ts';
import { FUNCTIONS, type World } from '../test/support/storm/functions.ts';
import { type Definitions, Machines } from '../test/support/storm/machines.ts';
import { VirtualTime } from '../test/support/storm/virtual-time.ts';
import { shopMastersSettings } from '../test/synth/support/shop-templates.ts';
import { median, type Row } from './row.ts';

const REPLACEMENTS = 200;
const START = Date.parse('2027-01-04T08:00:00Z');
const LONGEST = 2 * 3_600_000;

/** Seconds, between the two: what calls and invocations take within a region. */
const CALL = [0.02, 0.1] as const;
const INVOCATION = [0.05, 0.25] as const;
const COLD_START = [0.4, 0.9] as const;

type Side = 'machine' | 'loop';

export async function replacementRows(): Promise<Row[]> {
  const deployed = { definitions: deployedDefinitions(), settings: shopMastersSettings() };
  const times: Record<Side, number[]> = { machine: [], loop: [] };
  for (let seed = 1; seed <= REPLACEMENTS; seed++)
    for (const side of ['machine', 'loop'] as const)
      times[side].push(await new Replacing(side, seed, deployed).secondsToVerify());
  const pairs = times.machine.map((seconds, i) => seconds / (times.loop[i] ?? Number.NaN));
  const what = `volumes free → replacement verified, ReplaceMaster / a bare loop, ${REPLACEMENTS} pairs`;
  const seconds = (side: Side, of: (values: readonly number[]) => number): string =>
    `${of(times[side]).toFixed(1)} s`;
  const row = (which: string, of: (values: readonly number[]) => number): Row => ({
    what: `${what}: ${which}`,
    measured: seconds('machine', of),
    against: seconds('loop', of),
    value: of(pairs),
    bound: 1.1,
  });
  return [row('median', median), row('worst', (values) => Math.max(...values))];
}

interface Deployed {
  readonly definitions: Definitions;
  readonly settings: MastersSettings;
}

/** One voluntary replacement of a master in a cluster of three in which nothing goes wrong. */
class Replacing {
  readonly #side: Side;
  readonly #settings: MastersSettings;
  readonly #time = new VirtualTime(START);
  readonly #engine: ComputeEngine;
  readonly #etcd: EtcdModel;
  readonly #journal = new MemoryMastersJournal();
  readonly #machines: Machines;
  readonly #random: () => number;
  readonly #warm = new Set<string>();
  readonly #ref: ReplacementRef;
  #freeAt = Number.NaN;
  #verifiedAt = Number.NaN;

  constructor(side: Side, seed: number, { definitions, settings }: Deployed) {
    this.#side = side;
    this.#settings = settings;
    const random = seededRandom(seed);
    const booting = seededRandom(seed + 1);
    this.#random = random;
    const { now } = this.#time;
    this.#engine = buildCluster({ masters: 3, seed, now, settings, release: [5, 60] });
    const bootSeconds = () => 20 + booting() * 40;
    this.#etcd = new EtcdModel(this.#engine, {
      names: memberNames(3),
      etcdClusters: etcdClusters(),
      now,
      bootSeconds,
    });
    this.#machines = new Machines({
      time: this.#time,
      definitions,
      random,
      invoke: (state, payload) => this.#invoke(state, payload),
      publish: async ({ subject }) => {
        throw new Error(`People were notified: ${subject}`);
      },
      onState: (state, arn) => {
        if (state === REPLACE_MASTER.settle) this.#verifiedAt = now();
        if (state === REPLACE_MASTER.waitForReplacement && side === 'loop') this.#takeOver(arn);
      },
      onEnd: () => {},
    });
    const [group] = this.#engine.autoScaling.describeAutoScalingGroups().AutoScalingGroups;
    const instance = group?.Instances[0]?.InstanceId ?? '';
    this.#ref = { id: instance, group: group?.AutoScalingGroupName ?? '', instance, attempt: 1 };
  }

  async secondsToVerify(): Promise<number> {
    const at = new Date(START).toISOString();
    const sign = { ...this.#ref, request: 'voluntary', origin: 'bench', at } as const;
    await openReplacement(sign, at, { journal: this.#journal, replacements: this.#machines });
    const surroundings = {
      next: () => this.#engine.lookAhead(Number.POSITIVE_INFINITY),
      live: (now: number) => {
        this.#engine.advanceTo(now);
        if (Number.isNaN(this.#freeAt) && this.#areVolumesFree()) this.#freeAt = now;
      },
    };
    await this.#time.run(START + LONGEST, surroundings, async () => !Number.isNaN(this.#verifiedAt));
    const seconds = (this.#verifiedAt - this.#freeAt) / 1000;
    if (Number.isNaN(seconds)) throw new Error(`The ${this.#side} did not replace ${this.#ref.instance}.`);
    return seconds;
  }

  #areVolumesFree(): boolean {
    const { Volumes } = this.#engine.ec2.describeVolumes();
    return !Volumes.some(({ Attachments }) => Attachments[0]?.InstanceId === this.#ref.instance);
  }

  /** At the first look that finds the volumes free: the loop's looks would come at the same moments. */
  #takeOver(arn: string): void {
    this.#machines.stop(arn);
    this.#time.start(() => this.#loop(arn));
  }

  async #loop(arn: string): Promise<void> {
    const { settings, time } = { settings: this.#settings, time: this.#time };
    const world = { ...this.#world(), journal: this.#journal };
    const { fencing } = (await this.#journal.lease()).value;
    const run = { name: 'loop', arn, startedAt: new Date(START).toISOString() };
    const payload = { run, replacement: this.#ref, fencing } as const;
    let seen: Pick<VerifyResult, 'passes' | 'passedBy'> = { passes: 0, passedBy: '' };
    for (;;) {
      const view = await describeMasters({ replacement: this.#ref }, world);
      const health = await observeCluster({ view }, world);
      const { passes, passedBy } = seen;
      const judged = { ...payload, phase: 'verify', view, health, passes, passedBy } as const;
      const result = await verifyMaster(judged, world);
      if (result.outcome === 'verified') break;
      if (result.outcome === 'stop') throw new Error(`The loop gave up: ${result.reason}`);
      if (result.outcome === 'admit') await completeLifecycle({ ...judged, phase: 'launch' }, world);
      seen = result;
      await time.sleep(settings.pollSeconds);
    }
    this.#verifiedAt = time.now();
  }

  async #invoke(state: string, payload: unknown): Promise<unknown> {
    const run = FUNCTIONS[state];
    if (!run) throw new Error(`There is no function ${state}`);
    const cold = this.#warm.has(state) ? 0 : this.#between(COLD_START);
    this.#warm.add(state);
    await this.#time.sleep(this.#between(INVOCATION) + cold);
    return await run(payload as never, this.#world());
  }

  #world(): World {
    const engine = this.#engine;
    return {
      settings: this.#settings,
      clock: this.#time,
      journal: this.#slowly(this.#journal),
      autoScaling: this.#slowly(autoScalingOf(engine)),
      instances: this.#slowly(instancesOf(engine)),
      targets: this.#slowly(targetsOf(engine)),
      targetTags: this.#slowly(targetTagsOf(engine)),
      apiServers: this.#slowly({ readyz: async (address: string) => this.#etcd.readyz(address) }),
      topic: {
        publish: async ({ subject }) => Promise.reject(new Error(`People were notified: ${subject}`)),
      },
      replacements: this.#machines,
      executions: this.#machines,
      decideArn: '',
    };
  }

  /** The port over the network. */
  #slowly<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await this.#time.sleep(this.#between(CALL));
          return await method.apply(target, args);
        };
      },
    });
  }

  #between([least, most]: readonly [number, number]): number {
    return least + this.#random() * (most - least);
  }
}
