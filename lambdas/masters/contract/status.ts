/** What the function MastersStatus says, and `kops-cutover masters --json` prints. Times are ISO 8601 in UTC. */
import type { MastersAnswer } from './payloads.ts';

export interface MastersStatus {
  /** Of the package that the function comes from. */
  readonly version: string;
  readonly name: string;
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  readonly at: string;
  /** For people. */
  readonly summary: string;
  readonly groups: readonly StatusGroup[];
  readonly lease: {
    /** `broken`: nobody takes it until a person has decided. */
    readonly state: 'free' | 'held' | 'broken';
    readonly reason: string;
  };
  /** Those that are not over. */
  readonly replacements: readonly StatusReplacement[];
  /** The last one; absent where there was none. */
  readonly roll?: {
    readonly startedAt: string;
    readonly status: 'rolling' | 'stopped' | 'done';
    readonly reason: string;
    readonly masters: readonly {
      readonly group: string;
      readonly instance: string;
      readonly status: 'waiting' | 'replacing' | 'replaced' | 'gone';
    }[];
  };
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

export interface StatusGroup {
  readonly name: string;
  readonly desired: number;
  /** Names of Auto Scaling's processes. */
  readonly suspended: readonly string[];
  readonly instances: readonly {
    readonly id: string;
    /** Auto Scaling's word; '' once it doesn't know it any more. */
    readonly lifecycle: string;
    /** EC2's; '' once it doesn't know it any more. */
    readonly state: string;
    readonly zone: string;
    /** '' when EC2 doesn't say. */
    readonly launchedAt: string;
  }[];
}

export interface StatusReplacement {
  readonly id: string;
  readonly group: string;
  readonly status: 'open' | 'paged';
  readonly statusAt: string;
  readonly since: string;
  /** How it came to be known. */
  readonly origin: string;
  /** A person must decide. */
  readonly page?: PagedReplacement;
}

export interface PagedReplacement {
  /** Of the runbook. */
  readonly heading: string;
  readonly reason: string;
  /** The machine that takes an answer. */
  readonly decide: string;
  /** Its possible inputs, but for the reason. */
  readonly answers: readonly Omit<MastersAnswer, 'reason'>[];
}
