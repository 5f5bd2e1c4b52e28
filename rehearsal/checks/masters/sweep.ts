/** Whether the sweep finds what no event reported, and what was interrupted, within one of its periods. */

import { duration } from '../../text/numbers.ts';
import { ofMachine } from '../executions.ts';
import type { MastersCheck, MastersEvidence } from './evidence.ts';

/** Milliseconds that the sweep itself may take: calls of AWS, one after the other. */
const WORKS = 15_000;

/** From when an instance waits in a lifecycle hook, which is what the sweep can see. */
export const foundInTime: MastersCheck = {
  claim: 'The sweep found what no event reported within its period',
  contradictions: (evidence) => {
    const going = evidence.scene.lostEvents.filter(({ detailType }) => TERMINATES.test(detailType));
    if (going.length === 0)
      return ['no event of a terminated or failed master was lost, so this check proves nothing'];
    return going.flatMap(({ time, detail }) => {
      const instance = String(detail.EC2InstanceId);
      const started = ofMachine(evidence, 'ReplaceMaster').find(({ name }) => name === `${instance}-1`);
      return notInTime(evidence, `the replacement of ${instance}`, time, started?.started);
    });
  },
};

const TERMINATES = /^EC2 Instance-terminate Lifecycle Action$/;

/** Executions are called `<replacement>-<attempt>`. */
export const takenUpInTime: MastersCheck = {
  claim: 'The sweep continued every stopped execution within its period',
  contradictions: (evidence) => {
    const all = ofMachine(evidence, 'ReplaceMaster');
    const stopped = all.filter(({ status }) => status === 'ABORTED');
    if (stopped.length === 0) return ['no execution was stopped, so this check proves nothing'];
    return stopped.flatMap(({ name, stopped: at }) => {
      const next = name.replace(/\d+$/, (attempt) => String(Number(attempt) + 1));
      const started = all.find((each) => each.name === next)?.started;
      if (at === null) return [`${name} has no time of its stop`];
      return notInTime(evidence, `${next}, after ${name},`, Date.parse(at), started);
    });
  },
};

function notInTime(
  { scene }: MastersEvidence,
  what: string,
  since: number,
  started: string | undefined,
): readonly string[] {
  if (started === undefined) return [`${what} was never started`];
  const took = Date.parse(started) - since;
  const most = scene.estate.settings.sweepSeconds * 1000 + WORKS;
  return took <= most ? [] : [`${what} was started after ${duration(took)}, not within ${duration(most)}`];
}
