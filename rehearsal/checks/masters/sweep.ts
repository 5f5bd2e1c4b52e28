/** Whether the sweep finds what no event reported, and what was interrupted, within one of its periods. */

import { SWEEP_PERIOD } from '../../shop/masters/cluster.ts';
import { duration } from '../../text/numbers.ts';
import { ofMachine } from '../executions.ts';
import type { MastersCheck } from './evidence.ts';

/** Milliseconds that the sweep itself may take: calls of AWS, one after the other. */
const WORKS = 15_000;
const IN_TIME = SWEEP_PERIOD + WORKS;

/** From when an instance waits in a lifecycle hook, which is what the sweep can see. */
export const foundInTime: MastersCheck = {
  claim: `The sweep found what no event reported within its period of ${duration(SWEEP_PERIOD)}`,
  contradictions: (evidence) => {
    const going = evidence.scene.lostEvents.filter(({ detailType }) => TERMINATES.test(detailType));
    if (going.length === 0)
      return ['no event of a terminated or failed master was lost, so this check proves nothing'];
    return going.flatMap(({ time, detail }) => {
      const instance = String(detail.EC2InstanceId);
      const started = ofMachine(evidence, 'ReplaceMaster').find(({ name }) => name === `${instance}-1`);
      return notInTime(`the replacement of ${instance}`, time, started?.started);
    });
  },
};

const TERMINATES = /^EC2 Instance-terminate Lifecycle Action$/;

/** Executions are called `<replacement>-<attempt>`. */
export const takenUpInTime: MastersCheck = {
  claim: `The sweep continued every stopped execution within its period of ${duration(SWEEP_PERIOD)}`,
  contradictions: (evidence) => {
    const all = ofMachine(evidence, 'ReplaceMaster');
    const stopped = all.filter(({ status }) => status === 'ABORTED');
    if (stopped.length === 0) return ['no execution was stopped, so this check proves nothing'];
    return stopped.flatMap(({ name, stopped: at }) => {
      const next = name.replace(/\d+$/, (attempt) => String(Number(attempt) + 1));
      const started = all.find((each) => each.name === next)?.started;
      if (at === null) return [`${name} has no time of its stop`];
      return notInTime(`${next}, after ${name},`, Date.parse(at), started);
    });
  },
};

function notInTime(what: string, since: number, started: string | undefined): readonly string[] {
  if (started === undefined) return [`${what} was never started`];
  const took = Date.parse(started) - since;
  return took <= IN_TIME ? [] : [`${what} was started after ${duration(took)}`];
}
