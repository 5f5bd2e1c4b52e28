import type { ExecutionView } from './emulator/emulator.ts';
import { shortMachineName } from './estate/home.ts';
import type { Situation } from './stage/offline-aws.ts';
import type { Chronicle } from './text/chronicle.ts';
import { firstLine, messageIn } from './text/lines.ts';

const REPLACE_MASTER = '-ReplaceMaster';

/** Adds to the chronicle what is new in the account: states, ends of executions, notifications. */
export class Watch {
  readonly #chronicle: Chronicle;
  readonly #seen = new Map<string, string>();
  /** By execution of ReplaceMaster. */
  readonly #rounds = new Map<string, Rounds>();
  #mails = 0;

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
  }

  observe({ executions, mails }: Situation): void {
    for (const execution of executions) this.#observeExecution(execution);
    for (const { at, subject, body } of mails.slice(this.#mails))
      this.#chronicle.add('mail', subject, at, body);
    this.#mails = mails.length;
  }

  /** What there is by now is not news; the mailbox is empty again. */
  forget({ executions }: Situation): void {
    for (const execution of executions) this.#seen.set(execution.executionArn, lineOf(execution));
    this.#mails = 0;
  }

  #observeExecution(execution: ExecutionView): void {
    const line = lineOf(execution);
    if (this.#seen.get(execution.executionArn) === line) return;
    this.#seen.set(execution.executionArn, line);
    if (!this.#isNews(execution)) return;
    const at = Date.parse((execution.status === 'RUNNING' ? execution.entered : execution.stopped) ?? '');
    this.#chronicle.add('state', line, Number.isNaN(at) ? undefined : at);
  }

  #isNews({ executionArn, machine, status, state }: ExecutionView): boolean {
    if (status !== 'RUNNING' || !machine.endsWith(REPLACE_MASTER)) return true;
    const rounds = this.#rounds.get(executionArn) ?? new Rounds();
    this.#rounds.set(executionArn, rounds);
    return rounds.isNews(state ?? '');
  }
}

/** A replacement repeats the same checks while it waits: they are shown once, until something new comes. */
class Rounds {
  readonly #everSeen = new Set<string>();
  readonly #shown = new Set<string>();
  #isRepeating = false;

  isNews(state: string): boolean {
    const isNew = !this.#everSeen.has(state);
    if (isNew && this.#isRepeating) this.#shown.clear();
    this.#isRepeating = !isNew;
    const isNews = !this.#shown.has(state);
    this.#everSeen.add(state);
    this.#shown.add(state);
    return isNews;
  }
}

/** Several replacements may run at once, and their machine has no other name. */
function nameOf({ machine, name }: ExecutionView): string {
  return machine.endsWith(REPLACE_MASTER) ? `${REPLACE_MASTER.slice(1)} ${name}` : shortMachineName(machine);
}

function lineOf(execution: ExecutionView): string {
  const { status, state, error, cause } = execution;
  const name = nameOf(execution);
  if (status === 'RUNNING') return `${name}: ${state ?? 'started'}`;
  const why = error ? `, ${error}: ${firstLine(messageIn(cause ?? ''))}` : '';
  return `${name} ${status} in ${state}${why}`;
}
