import type { MastersAnswer } from '../../../lambdas/masters/contract/payloads.ts';
import type { ExecutionView } from '../../emulator/emulator.ts';
import type { MastersScene } from '../../scenes/masters/scene.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Person } from '../person.ts';

/** Replaces masters one after the other: all of them, unless groups are named. Returns the execution's ARN. */
export function rollsMasters(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts('RollMasters', input);
}

/** Answers a page; returns the execution's ARN. */
export function answers(onCall: Person, answer: MastersAnswer): Promise<string> {
  return onCall.starts('Decide', answer);
}

/** The notification that pages somebody with this heading of the runbook. */
export function page(heading: string): RegExp {
  return new RegExp(`: ${heading}: .* needs your decision`);
}

/** Waits until this many replacements have succeeded since the scene began, and none runs any more. */
export function seesReplaced(onCall: Person, scene: MastersScene, masters: number): Promise<unknown> {
  return onCall.until(`${masters} masters to be replaced`, ({ executions }) => {
    const all = executions.filter((each) => isReplacement(each) && Date.parse(each.started) >= scene.start);
    const succeeded = all.filter(({ status }) => status === 'SUCCEEDED');
    const running = all.some(({ status }) => status === 'RUNNING');
    return !running && succeeded.length >= masters ? succeeded : undefined;
  });
}

/** Waits until a master waits in its terminating hook. */
export function seesHeld(onCall: Person, { engine }: MastersScene, instance: string): Promise<unknown> {
  return onCall.until(`${instance} to wait in its hook`, () =>
    engine.autoScaling
      .describeAutoScalingInstances({ InstanceIds: [instance] })
      .AutoScalingInstances.find(({ LifecycleState }) => LifecycleState === 'Terminating:Wait'),
  );
}

/** Waits until the sweep runs again: the next one is a whole period away. */
export function seesSweep(onCall: Person, { aws: { gateway } }: Stage): Promise<unknown> {
  const { count } = gateway.calls.size;
  return onCall.until('the sweep to run', () =>
    gateway.calls.all().find(({ number, caller }) => number > count && caller.name === 'SweepMasters'),
  );
}

function isReplacement({ machine }: ExecutionView): boolean {
  return machine.endsWith('-ReplaceMaster');
}
