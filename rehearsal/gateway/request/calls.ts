import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Permission } from '../protocol/types.ts';

/**
 * How a call ended: `ok` and `error` are the service's own answers; `denied`: the caller's role does not allow it;
 * `unknown`: the gateway has no mapping from the operation to IAM actions, so it did not let it pass;
 * `malformed`: not readable as an API call; `faulted`: a fault of the plan answered; `lost`: carried out, but the
 * answer was lost by the plan; `abandoned`: the caller went away before the answer.
 */
export type Outcome = 'ok' | 'error' | 'denied' | 'unknown' | 'malformed' | 'faulted' | 'lost' | 'abandoned';

export interface Caller {
  readonly accessKeyId: string;
  /** ARN; '' for the root credentials and for unsigned requests. */
  readonly principal: string;
  /** Lambda function whose role's key it is; '' for everybody else. */
  readonly function: string;
  /** Name of the role's session. */
  readonly session?: string;
  readonly appId: string;
  /**
   * What people call it: the app id without its application (`ShiftWeight`), else the function's name, else who
   * holds the key.
   */
  readonly name: string;
}

export interface Call {
  readonly number: number;
  /** Rehearsal time, ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Real milliseconds. */
  readonly durationMs: number;
  /** Service of the credential scope; '' for unsigned requests. */
  readonly service: string;
  /** API operation, or method and path where none is known. */
  readonly operation: string;
  /** How many metrics GetMetricData is asked for, by which it is billed; 0 of all other calls. */
  readonly metrics: number;
  /** IAM actions with their resources, as they were judged; empty when they weren't. */
  readonly permissions: readonly Permission[];
  readonly caller: Caller;
  readonly outcome: Outcome;
  /** HTTP status; 0 when no answer was sent. */
  readonly status: number;
  readonly errorCode: string;
  /** For everything but `ok`: what happened, in plain words. */
  readonly message: string;
  /** The fault that the plan put on this call, in its own words; '' without one. */
  readonly fault: string;
}

export interface CallFilter {
  readonly service?: string;
  readonly operation?: string;
  readonly by?: string;
  readonly outcome?: Outcome;
  /** Only calls with a higher number: those since a moment whose number was kept. */
  readonly after?: number;
}

export interface CallLogOptions {
  /** Calls kept; older ones are forgotten. */
  readonly capacity?: number;
  /** NDJSON file that gets every call when it ends. */
  readonly file?: string;
}

const DEFAULT_CAPACITY = 20_000;

/** The calls of a rehearsal, newest `capacity` of them, and for ever which principal used which action where. */
export class CallLog {
  readonly #capacity: number;
  readonly #file: WriteStream | undefined;
  #fileError: Error | undefined;
  #calls: Call[] = [];
  #count = 0;
  #dropped = 0;
  readonly #used = new Map<string, Map<string, Set<string>>>();

  constructor({ capacity = DEFAULT_CAPACITY, file }: CallLogOptions = {}) {
    this.#capacity = capacity;
    this.#file = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
    // Reported by `close`: a record that could not be written must not stay unnoticed.
    this.#file?.on('error', (error) => {
      this.#fileError ??= error;
    });
  }

  add(call: Omit<Call, 'number'>): Call {
    this.#count += 1;
    const numbered: Call = { number: this.#count, ...call };
    this.#calls.push(numbered);
    // In blocks, so that a full log doesn't move all its entries for each new one.
    if (this.#calls.length >= this.#capacity * 1.25) {
      this.#dropped += this.#calls.length - this.#capacity;
      this.#calls = this.#calls.slice(-this.#capacity);
    }
    this.#note(numbered);
    this.#file?.write(`${JSON.stringify(numbered)}\n`);
    return numbered;
  }

  #note({ caller, permissions, outcome }: Call): void {
    if (outcome === 'denied') return;
    const actions = this.#used.get(caller.principal) ?? new Map<string, Set<string>>();
    this.#used.set(caller.principal, actions);
    for (const { action, resource } of permissions) {
      actions.set(action, (actions.get(action) ?? new Set()).add(resource));
    }
  }

  /** All calls kept, oldest first. */
  all(): readonly Call[] {
    return this.#calls.slice(-this.#capacity);
  }

  /** How many calls there were and how many of them are forgotten. */
  get size(): { readonly count: number; readonly dropped: number } {
    const over = Math.max(0, this.#calls.length - this.#capacity);
    return { count: this.#count, dropped: this.#dropped + over };
  }

  where(filter: CallFilter): readonly Call[] {
    return this.all().filter(
      (call) =>
        (filter.service === undefined || call.service === filter.service) &&
        (filter.operation === undefined || call.operation === filter.operation) &&
        (filter.outcome === undefined || call.outcome === filter.outcome) &&
        (filter.after === undefined || call.number > filter.after) &&
        (filter.by === undefined || isBy(call.caller, filter.by)),
    );
  }

  /** Calls of a state (`ShiftWeight`), a function or an app id. */
  by(name: string): readonly Call[] {
    return this.where({ by: name });
  }

  /** Calls that a role did not allow. */
  denied(): readonly Call[] {
    return this.where({ outcome: 'denied' });
  }

  /** Resources by action that `principal` was allowed to use and did; of all calls, also the forgotten ones. */
  usedBy(principal: string): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#used.get(principal) ?? new Map();
  }

  toNdjson(): string {
    return this.all()
      .map((call) => `${JSON.stringify(call)}\n`)
      .join('');
  }

  /** Closes the file; throws when a call could not be written to it. */
  async close(): Promise<void> {
    if (this.#file && !this.#file.destroyed) {
      this.#file.end();
      await once(this.#file, 'close');
    }
    if (this.#fileError) throw this.#fileError;
  }
}

export function isBy(caller: Caller, name: string): boolean {
  return caller.name === name || caller.function === name || caller.appId === name;
}
