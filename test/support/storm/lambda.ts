/** Runs functions as AWS Lambda does: each in a process of its own, with the ports that lead to the simulated AWS. */

import { ERRORS } from '../../../lambdas/masters/contract/errors.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { ROLL_MASTERS } from '../../../lambdas/masters/contract/states.ts';
import type { LifecycleAction } from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { MastersJournal } from '../../../lambdas/masters/ports/masters-journal.ts';
import type { Message } from '../../../lambdas/shared/domain/message.ts';
import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import { autoScalingOf, instancesOf, targetsOf, targetTagsOf } from './aws-ports.ts';
import type { EtcdModel } from './etcd-model.ts';
import type { World } from './functions.ts';
import type { Machines } from './machines.ts';
import type { Mailbox, Outgoing } from './mailbox.ts';
import { Crash, type Faults, Process } from './process.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Sent, Watch } from './watch.ts';

export interface LambdaOptions {
  readonly time: VirtualTime;
  readonly random: () => number;
  readonly settings: MastersSettings;
  readonly engine: ComputeEngine;
  readonly etcd: EtcdModel;
  readonly machines: Machines;
  readonly journal: MastersJournal;
  readonly mailbox: Mailbox;
  readonly watch: Watch;
  readonly note: (happening: string) => void;
  readonly trace: (words: () => string) => void;
}

/** What a function may fail with in all that happens here. */
const EXPECTED: readonly string[] = [ERRORS.transient, ERRORS.leaseLost, ERRORS.nothingHeld];
/** And RollMasters besides, when a person starts it at the wrong moment. */
const REFUSED: readonly string[] = [...EXPECTED, ERRORS.rollInProgress, ERRORS.invalidInput];

/** As AwsAutoScaling waits for what takes a master down. */
const TAKING_SECONDS = 5;

export class Lambda {
  faults: Faults;
  readonly #options: LambdaOptions;

  constructor(options: LambdaOptions, faults: Faults) {
    this.#options = options;
    this.faults = faults;
  }

  /**
   * @param by the execution that it works for, or one name for each of its other invocations
   * @throws Crash, or what the function failed with
   */
  async invoke(state: string, by: string, work: (world: World) => Promise<unknown>): Promise<unknown> {
    const { time, random, note, mailbox, watch, trace } = this.#options;
    const process = new Process({ time, random, note, faults: this.faults });
    const mail = mailbox.open();
    try {
      const result = await process.run(() => work(this.#world(process, by, mail)));
      if (!process.wasRefused) mail.close();
      trace(() => `${by} ${state}: ${JSON.stringify(result)}`);
      return result;
    } catch (error) {
      const { name, message } = error as Error;
      trace(() => `${by} ${state} failed: ${name}: ${message}`);
      const expected = state === ROLL_MASTERS.planRoll ? REFUSED : EXPECTED;
      if (!(error instanceof Crash) && !expected.includes(name))
        watch.breaches.push(`${by}: ${state} failed with ${name}: ${message}`);
      throw error;
    }
  }

  #world(process: Process, by: string, mail: Outgoing): World {
    const { settings, engine, etcd, watch, journal, machines, time } = this.#options;
    const autoScaling = autoScalingOf(engine);
    const instances = instancesOf(engine);
    const targets = targetsOf(engine);
    const far = process.through(machines);
    const taking = process.through(
      {
        terminate: (instance: string, sent: Sent) => {
          watch.beforeTerminate(instance, by, sent);
          return autoScaling.terminate(instance);
        },
        complete: (action: LifecycleAction, sent: Sent) => {
          watch.beforeComplete(action, by, sent);
          return autoScaling.complete(action);
        },
      },
      TAKING_SECONDS,
    );
    return {
      settings,
      clock: time,
      journal: process.through(journal),
      autoScaling: {
        ...process.through(autoScaling),
        terminate: (instance: string) => taking.terminate(instance, watch.sent(by)),
        complete: (action: LifecycleAction) => taking.complete(action, watch.sent(by)),
      },
      instances: process.through({
        ...instances,
        describe: (ids: readonly string[]) => {
          watch.onDescribed(by);
          return instances.describe(ids);
        },
        detachByForce: (volume: string, instance: string) => {
          watch.beforeDetach(volume, instance, by);
          return instances.detachByForce(volume, instance);
        },
      }),
      targets: process.through({
        ...targets,
        deregister: (places: Parameters<typeof targets.deregister>[0], instance: string) => {
          watch.beforeDeregister(instance, by);
          return targets.deregister(places, instance);
        },
      }),
      targetTags: process.through(targetTagsOf(engine)),
      apiServers: process.through({
        readyz: async (address: string) => {
          watch.onLook(by, etcd.instanceAt(address));
          return etcd.readyz(address);
        },
      }),
      topic: process.through({ publish: async (message: Message) => mail.put(message) }),
      replacements: { start: far.start, isRunning: far.isRunning, arnOf: (ref) => machines.arnOf(ref) },
      executions: { isRunning: far.isRunning },
      decideArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-Decide',
    };
  }
}
