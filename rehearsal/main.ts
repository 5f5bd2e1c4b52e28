/** `npm start`: plays scenarios of the shop's migration on an offline AWS and says what came of them. */
import { noActionUnused } from './checks/unused.ts';
import { withThoseOfNpm } from './npm-arguments.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import { endpointLines } from './report/endpoints.ts';
import { red } from './report/style.ts';
import { outcomeLines, summaryOf, totalLine } from './report/summary.ts';
import { HELP, listing, parseRequest, type Request } from './request.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { Interrupted, Interruption } from './stage/interruption.ts';
import { openLog } from './stage/log.ts';
import { openStage, type Stage } from './stage/stage.ts';
import { makeView } from './view/view.ts';

type PlayRequest = Extract<Request, { kind: 'play' }>;

const EXIT = { passed: 0, failed: 1, wrongArgument: 2 } as const;

const view = makeView(process.stdout);
// Said outright: a library that is used here would end the process with 0 whatever happened.
process.exit(await main(parseRequest(withThoseOfNpm(process.argv.slice(2), process.env))));

async function main(request: Request): Promise<number> {
  switch (request.kind) {
    case 'help':
      view.say([HELP]);
      return EXIT.passed;
    case 'list':
      view.say(listing());
      return EXIT.passed;
    case 'wrong':
      process.stderr.write(`${request.problems.map(red).join('\n')}\n\n${HELP}\n`);
      return EXIT.wrongArgument;
    case 'play':
      return play(request);
  }
}

async function play(request: PlayRequest): Promise<number> {
  const began = performance.now();
  const interruption = new Interruption();
  const log = openLog();
  try {
    const stage = await openStage({
      log: log.write,
      progress: (step) => view.progress(step),
      signal: interruption.signal,
    });
    try {
      const failed = await untilInterrupted(stage, interruption, () => playAll(stage, request));
      view.say(['', totalLine(request.scenarios.length, failed, performance.now() - began)]);
      if (request.keep) await keepUp(stage, interruption);
      return failed > 0 ? EXIT.failed : EXIT.passed;
    } finally {
      view.end();
      await stage.close();
    }
  } catch (error) {
    if (interruption.signal.reason instanceof Interrupted) {
      process.stderr.write('Interrupted; everything that was started has ended.\n');
      return interruption.signal.reason.exitCode;
    }
    process.stderr.write(
      `${red('The rehearsal could not go on.')}\n${reasonOf(error)}\nStart it again; should it end the same way, the tools' own words are in ${log.path}\n`,
    );
    return EXIT.failed;
  } finally {
    log.close();
    interruption.end();
  }
}

/** Ends when the play does, when somebody interrupts, or when the emulator dies. */
async function untilInterrupted<T>(
  stage: Stage,
  { interrupted }: Interruption,
  body: () => Promise<T>,
): Promise<T> {
  const died = stage.aws.emulator.died.then((reason) => {
    throw reason;
  });
  try {
    return await Promise.race([body(), interrupted, died]);
  } catch (error) {
    stage.aws.director.giveUp(error as Error);
    throw error;
  }
}

/** Returns how many scenarios failed. */
async function playAll(stage: Stage, { scenarios, seed }: PlayRequest): Promise<number> {
  const played: Rehearsal[] = [];
  for (const scenario of scenarios) {
    const rehearsal = await rehearse(stage, scenario, {
      seed,
      onBegin: (scene, chronicle) => view.begin(scenario, scene, chronicle),
      onLook: (situation) => view.see(situation),
    });
    view.end();
    view.say(summaryOf(rehearsal));
    played.push(rehearsal);
  }
  let failed = played.filter(({ outcomes }) =>
    outcomes.some(({ contradictions }) => contradictions.length > 0),
  ).length;
  if (SCENARIOS.every((scenario) => scenarios.includes(scenario))) {
    const outcome = await noActionUnused(stage.aws.gateway, stage.aws.emulator);
    view.say(['', ...outcomeLines(outcome)]);
    if (outcome.contradictions.length > 0) failed++;
  }
  return failed;
}

/** Leaves the account up until Ctrl-C, which is how that is meant to end. */
async function keepUp(stage: Stage, interruption: Interruption): Promise<void> {
  view.say(endpointLines(stage));
  try {
    await untilInterrupted(stage, interruption, () => new Promise<never>(() => {}));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What was expected to be able to fail has a name and says what to do; for anything else, where it happened.
  return error.name === 'Error' || error.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message;
}
