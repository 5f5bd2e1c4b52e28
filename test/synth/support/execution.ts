/** What the interpreter of definitions is given, and what it tells of an execution. */

/** What a task or a state fails with. */
export class StateError extends Error {
  readonly reason: string | undefined;

  constructor(name: string, reason?: string) {
    super(`${name}: ${reason}`);
    this.name = name;
    this.reason = reason;
  }
}

export interface TaskCall {
  readonly state: string;
  readonly resource: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number;
  /** How often this state was tried before, within this visit. */
  readonly tries: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Execution {
  readonly name: string;
  readonly input: unknown;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Does a task's work: its raw result, or a promise of it, or a StateError. */
  readonly call: (task: TaskCall) => unknown;
  /** Default: one made of the name. */
  readonly arn?: string;
  /** Default: a clock of its own. */
  readonly time?: ExecutionTime;
  /** Told of each state before it is entered. What it throws ends the execution there, as if it had been stopped. */
  readonly onState?: (name: string) => void;
}

/** The clock of executions that run at once. */
export interface ExecutionTime {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves when it is that time. What it rejects with ends the execution there, as if it had been stopped. */
  readonly until: (time: number) => Promise<void>;
}

export interface Ended {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Every state entered, in order, those in branches one branch after the other. */
  readonly path: readonly string[];
  /** Epoch milliseconds. */
  readonly endedAt: number;
}

/** For an execution that runs alone. */
export function ownTime(startedAt: number): ExecutionTime {
  let now = startedAt;
  return {
    now: () => now,
    until: async (time) => {
      now = Math.max(now, time);
    },
  };
}
