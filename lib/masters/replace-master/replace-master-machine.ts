import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Pass,
  type State,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Phase, ReplacementRef } from '../../../lambdas/masters/contract/payloads.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import {
  MASTERS_FUNCTIONS,
  type MastersFunction,
  REPLACE_MASTER,
} from '../../../lambdas/masters/contract/states.ts';
import { condition, EMPTY } from '../../shared/machines/expression.ts';
import { Machine, type MachineContext } from '../../shared/machines/machine.ts';
import { mayNotify } from '../../shared/machines/notify.ts';
import { input } from '../../shared/machines/reader.ts';
import type { Topics } from '../../shared/notifications.ts';
import { Failures } from './failures.ts';
import { Pause } from './pause.ts';
import { decide } from './step.ts';
import { type ReplaceTasks, replaceTasks } from './tasks.ts';
import { set, variable } from './variables.ts';

export interface ReplaceMasterMachineProps extends MachineContext<MastersFunction> {
  readonly settings: MastersSettings;
  readonly topics: Topics;
}

/** Replaces one master, or waits until one that AWS replaces is back as a member of etcd. */
export class ReplaceMasterMachine extends Construct {
  readonly machine: Machine<MastersFunction>;

  constructor(scope: Construct, id: string, { settings, topics, ...context }: ReplaceMasterMachineProps) {
    super(scope, id);
    const tasks = replaceTasks(this, context.functions);
    const pause = new Pause(this, tasks.recordHeartbeat);
    const begin = this.#begin();
    begin.next(tasks.acquireLease);
    this.#untilReleased(tasks, pause.start);
    this.#untilMember(tasks, pause.start, settings);
    pause.connect(
      {
        lease: tasks.acquireLease,
        drain: tasks.drainMaster,
        launch: tasks.completeLifecycle,
        volumes: tasks.waitForVolumes,
        replacement: tasks.waitForReplacement,
      },
      tasks.describeMasters,
    );
    const { pageOperator, ...others } = tasks;
    const failures = new Failures(this, { settings, topics, pageOperator, pause: pause.start });
    failures.catchCredentials(tasks.observeCluster);
    for (const task of Object.values(others)) failures.catchAll(task);

    this.machine = new Machine(this, 'ReplaceMaster', {
      ...context,
      kind: 'ReplaceMaster',
      comment: `Replaces one master of ${settings.cluster}, or completes its replacement. Events, the sweep and RollMasters start it.`,
      start: begin,
      // Every pause is shorter than a third of the longest heartbeat, and there are not more of them than this.
      timeout: Duration.days(14),
      invokes: MASTERS_FUNCTIONS.filter((state) =>
        (Object.values(REPLACE_MASTER) as string[]).includes(state),
      ),
      statements: [mayNotify(topics)],
    });
  }

  /** A replacement, from taking the lease to the old master's release, and to admitting the new one. */
  #untilReleased(tasks: ReplaceTasks, pause: State): void {
    const { acquireLease, describeMasters, observeCluster, judgeQuorum, drainMaster } = tasks;
    const { completeLifecycle, waitForVolumes, verifyMaster, pageOperator: page } = tasks;

    decide(this, acquireLease, {
      state: REPLACE_MASTER.acquireLease,
      choice: 'MayItAct',
      comment:
        'One master at a time. A master that is already gone is recovered at once: nothing can be disturbed.',
      page,
      ways: {
        acquired: { to: describeMasters, phase: 'gate' },
        recovering: { to: waitForVolumes, phase: 'volumes' },
        queued: { to: pause, phase: 'lease' },
        over: { to: this.#alreadyReplaced() },
      },
    });
    const judged = this.#whatIsJudged({ verify: verifyMaster, confirm: completeLifecycle }, judgeQuorum);
    describeMasters.next(observeCluster).next(judged);
    decide(this, judgeQuorum, {
      state: REPLACE_MASTER.judgeQuorum,
      choice: 'IsQuorumKept',
      comment:
        'The quorum is checked before the master is drained, and by CompleteLifecycle right before its release.',
      page,
      ways: {
        proceed: { to: drainMaster },
        gone: { to: waitForVolumes, phase: 'volumes' },
        wait: { to: pause },
      },
    });
    decide(this, drainMaster, {
      state: REPLACE_MASTER.drainMaster,
      choice: 'IsItDrained',
      comment: 'Once it is out of every load balancer, the quorum is checked again.',
      page,
      ways: {
        drained: { to: describeMasters, phase: 'confirm' },
        draining: { to: pause, phase: 'drain' },
        stale: { to: pause, phase: 'gate' },
      },
    });
    decide(this, completeLifecycle, {
      state: REPLACE_MASTER.completeLifecycle,
      choice: 'IsItReleased',
      comment:
        'The old master is released, or the new one is admitted. A terminated master is judged again before its release.',
      page,
      ways: {
        completed: [
          { where: isPhase('launch'), to: pause, phase: 'verify' },
          { to: waitForVolumes, phase: 'volumes' },
        ],
        pending: [
          { where: isPhase('launch'), to: pause, phase: 'verify' },
          { to: pause, phase: 'confirm' },
        ],
        stale: { to: pause, phase: 'gate' },
      },
    });
  }

  /** From the free volumes to the new member, and the release of the lease. */
  #untilMember(tasks: ReplaceTasks, pause: State, settings: MastersSettings): void {
    const { waitForVolumes, waitForReplacement, describeMasters, verifyMaster } = tasks;
    const { completeLifecycle, releaseLease, pageOperator: page } = tasks;

    decide(this, waitForVolumes, {
      state: REPLACE_MASTER.waitForVolumes,
      choice: 'AreVolumesFree',
      comment: 'With the same volumes, the replacement becomes the same member.',
      page,
      ways: {
        free: { to: waitForReplacement, phase: 'replacement' },
        pending: { to: pause, phase: 'volumes' },
        running: { to: pause, phase: 'lease' },
      },
    });
    decide(this, waitForReplacement, {
      state: REPLACE_MASTER.waitForReplacement,
      choice: 'IsItLaunched',
      comment: 'A replacement runs in the same zone, or it is known why not.',
      page,
      ways: {
        ready: { to: describeMasters, phase: 'verify', assign: { passes: 0, passedBy: EMPTY } },
        pending: { to: pause, phase: 'replacement' },
      },
    });
    decide(this, verifyMaster, {
      state: REPLACE_MASTER.verifyMaster,
      choice: 'IsItAMember',
      comment: 'Healthy in every etcd cluster and every load balancer, twice in a row.',
      page,
      ways: {
        verified: { to: this.#settle(settings, releaseLease) },
        admit: { to: completeLifecycle, phase: 'launch' },
        again: { to: pause, phase: 'verify' },
      },
    });
    releaseLease.next(
      Succeed.jsonata(this, 'MasterReplaced', {
        comment: 'The replacement is a healthy member. The next master may be replaced.',
      }),
    );
  }

  /** Only what can't be read anew is kept in variables, and nothing in them is trusted with a master. */
  #begin(): Pass {
    const asked = input<ReplacementRef>();
    return Pass.jsonata(this, 'Begin', {
      comment: 'Takes the replacement from the input; all else is read anew.',
      assign: set({
        replacement: {
          id: asked('id'),
          group: asked('group'),
          instance: asked('instance'),
          attempt: asked('attempt'),
        },
        phase: 'lease',
        fencing: 0,
        passes: 0,
        passedBy: EMPTY,
        looks: 0,
        heartbeat: 'unknown',
        outages: 0,
      }),
    });
  }

  #whatIsJudged(states: Partial<Record<Phase, TaskStateBase>>, otherwise: TaskStateBase): Choice {
    const choice = Choice.jsonata(this, 'WhatIsJudged', {
      comment:
        'First whether the old master may be drained, then whether it may be released, last its replacement.',
    });
    for (const [phase, state] of Object.entries(states))
      choice.when(condition(isPhase(phase as Phase)), state);
    return choice.otherwise(otherwise);
  }

  #settle({ settleSeconds }: MastersSettings, releaseLease: TaskStateBase): Wait {
    const settle = Wait.jsonata(this, REPLACE_MASTER.settle, {
      comment: 'The cluster is left alone for a while before the next master may be replaced.',
      time: WaitTime.duration(Duration.seconds(settleSeconds)),
    });
    settle.next(releaseLease);
    return settle;
  }

  #alreadyReplaced(): Succeed {
    return Succeed.jsonata(this, 'AlreadyReplaced', { comment: 'There is nothing (more) to do.' });
  }
}

function isPhase(phase: Phase): string {
  return `${variable('phase')} = '${phase}'`;
}
