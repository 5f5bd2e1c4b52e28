/**
 * Plays a scenario of masters on the deployed stack, with one claim too many. A program of its own, because jest cannot
 * load what the stage is made of. Writes one line of JSON: `PlayedMasters`.
 */
import { replaced } from '../../../rehearsal/checks/machines.ts';
import { openMasters } from '../../../rehearsal/productions/masters.ts';
import { rehearse } from '../../../rehearsal/rehearse.ts';
import { masterDies } from '../../../rehearsal/scenarios/master-dies.ts';
import { MEMBERS } from '../../../rehearsal/shop/masters.ts';
import { openStage } from '../../../rehearsal/stage/stage.ts';

export interface PlayedMasters {
  readonly held: readonly string[];
  /** What contradicts each other claim. */
  readonly contradictions: Readonly<Record<string, readonly string[]>>;
  readonly figures: readonly string[];
  /** Of the masters that there were first. */
  readonly processGroups: readonly number[];
}

const NOT_TRUE = replaced('c');

const stage = await openStage(openMasters, {
  log: () => {},
  progress: () => {},
  signal: new AbortController().signal,
});
const processGroups: number[] = [];
let played: PlayedMasters;
try {
  const scenario = { ...masterDies, checks: [...masterDies.checks, NOT_TRUE] };
  const { outcomes, figures } = await rehearse(stage, scenario, {
    seed: 1,
    onBegin: ({ masters }) => {
      processGroups.push(...MEMBERS.map((member) => masters.machineOf('main', member)?.processGroup ?? 0));
    },
  });
  const failed = outcomes.filter(({ contradictions }) => contradictions.length > 0);
  played = {
    held: outcomes.filter((each) => !failed.includes(each)).map(({ claim }) => claim),
    contradictions: Object.fromEntries(failed.map(({ claim, contradictions }) => [claim, contradictions])),
    figures,
    processGroups,
  };
} finally {
  await stage.close();
}
process.stdout.write(`${JSON.stringify(played)}\n`, () => process.exit(0));
