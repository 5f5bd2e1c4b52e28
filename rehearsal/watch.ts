import type { Chronicle } from './chronicle.ts';
import type { ExecutionView } from './emulator/emulator.ts';
import type { Situation } from './stage/offline-aws.ts';

/** Tells the chronicle what is new in the account: states, ends of executions, notifications. */
export class Watch {
  readonly #chronicle: Chronicle;
  readonly #seen = new Map<string, string>();
  #mails = 0;

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
  }

  observe({ executions, mails }: Situation): void {
    for (const execution of executions) this.#observeExecution(execution);
    for (const { at, subject } of mails.slice(this.#mails)) this.#chronicle.tell('mail', subject, at);
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
    const at = Date.parse((execution.status === 'RUNNING' ? execution.entered : execution.stopped) ?? '');
    this.#chronicle.tell('state', line, Number.isNaN(at) ? undefined : at);
  }
}

function lineOf({ machine, status, state, error, cause }: ExecutionView): string {
  const name = machine.split('-').at(-1);
  if (status === 'RUNNING') return `${name}: ${state ?? 'started'}`;
  const why = error ? `, ${error}: ${firstLine(cause ?? '')}` : '';
  return `${name} ${status} in ${state}${why}`;
}

const LINE_LENGTH = 200;

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line;
}
