/** What one run of `npm start` came to: the page, the JSON and the JUnit file are made of it. Times are ISO 8601, UTC. */

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const REHEARSAL_SCHEMA = 'kops-cutover.rehearsal/1';

export interface RunDocument {
  readonly schema: typeof REHEARSAL_SCHEMA;
  /** That played it: `npm start -- week`. */
  readonly command: string;
  /** Of the wall clock. */
  readonly playedAt: string;
  readonly tookSeconds: number;
  /** The app's command; '' is the made-up shop. */
  readonly app: string;
  readonly held: boolean;
  /** Why it could not be played to its end. */
  readonly brokenOff?: string;
  /** What no file says, and was made up. */
  readonly madeUp: readonly string[];
  /** What else to know, as sentences: failures that no alarm is sure to roll back. */
  readonly conclusions?: readonly string[];
  readonly rehearsals: readonly PlayedRehearsal[];
  readonly skipped: readonly SkippedScenario[];
  /** Of the run as a whole. */
  readonly checks: readonly CheckResult[];
  readonly matrix?: MatrixResult;
}

export interface SkippedScenario {
  readonly product: string;
  readonly title: string;
  readonly why: string;
}

export interface CheckResult {
  /** What is true if it holds, as a sentence. */
  readonly claim: string;
  /** What contradicts it; none if it holds. */
  readonly contradictions: readonly string[];
}

export interface PlayedRehearsal {
  readonly product: string;
  readonly title: string;
  /** One line: what happens. */
  readonly about: string;
  readonly seed: number;
  /** The command that plays it again. */
  readonly again: string;
  readonly held: boolean;
  readonly checks: readonly CheckResult[];
  /** Rehearsed time. */
  readonly from: string;
  readonly until: string;
  /** Real time. */
  readonly tookSeconds: number;
  /** Calls to AWS by the functions, by service. */
  readonly calls: Readonly<Record<string, number>>;
  /** What it came to, in words. */
  readonly figures: readonly string[];
  readonly timeline: readonly TimelineEntry[];
  readonly mails: readonly MailEntry[];
  readonly executions: readonly ExecutionEntry[];
  readonly lanes: readonly Lane[];
  /** How often each name leads to the cluster (0–1). */
  readonly names?: readonly NameShare[];
  readonly requests?: Requests;
  /** A part of the time, minute by minute. */
  readonly closeUp?: CloseUp;
  /** Of a dry run: what it found, where something is planted only what is not found without. */
  readonly findings?: readonly FindingEntry[];
}

export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly text: string;
}

export interface MailEntry {
  readonly at: string;
  readonly subject: string;
  readonly body: string;
}

export interface ExecutionEntry {
  readonly machine: string;
  readonly name: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  /** What it was started with. */
  readonly input: string;
  readonly from: string;
  readonly until: string;
  /** Of the machine itself, those inside branches and those that only choose left out. By Step Functions' history. */
  readonly states: readonly Span[];
}

export interface Span {
  readonly from: string;
  readonly until: string;
  readonly what: string;
  readonly why?: string;
}

export interface Lane {
  /** Lanes of the same group stand together: `Alarms`. */
  readonly group: string;
  readonly name: string;
  readonly spans: readonly Span[];
}

/** Values of equal, adjoining stretches of time; null: nothing was seen in it. */
export interface Series {
  readonly from: string;
  readonly stepSeconds: number;
  readonly values: readonly (number | null)[];
}

export interface CloseUp {
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly names: readonly NameShare[];
  readonly requests: Requests;
}

export interface NameShare {
  readonly name: string;
  /** By the records' weights: from each of these moments on, Route 53 answers so. Null: with nothing. */
  readonly intended: readonly { readonly from: string; readonly cluster: number | null }[];
  /** By what the clients' resolvers had: mean of each stretch. */
  readonly seen: Series;
}

/** A minute, each. Requests are the mean of a stretch; all others are its worst minute. */
export interface Requests {
  readonly from: string;
  readonly stepSeconds: number;
  readonly legacy: readonly number[];
  readonly cluster: readonly number[];
  readonly legacyFailed: readonly number[];
  readonly clusterFailed: readonly number[];
  /** Without an answer, or sent to where nobody is. */
  readonly lost: readonly number[];
}

export interface FindingEntry {
  readonly level: string;
  readonly check: string;
  readonly code: string;
  readonly subject: string;
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
}

export interface MatrixResult {
  /** Of the cluster's requests, those that fail (0–1). */
  readonly part: number;
  /** When each failure begins. */
  readonly at: string;
  readonly steps: readonly number[];
  readonly failures: readonly { readonly failure: string; readonly cells: readonly MatrixCell[] }[];
  /** What is to be done something about. */
  readonly remarks: readonly { readonly verdict: string; readonly text: string }[];
  /** With `--strict`: what is wrong with the alarms fails the run. */
  readonly strict?: true;
}

export interface MatrixCell {
  /** Of the traffic that is on the cluster. */
  readonly percent: number;
  /** That rolls back; absent: none does. */
  readonly alarm?: string;
  /** Until the alarm fires; without one, as long as it was watched. */
  readonly seconds: number;
  /** Requests that failed by then, or were slow. */
  readonly harmed: number;
  /** Where chance decides whether an alarm fires, or when: what was drawn. */
  readonly draws?: MatrixDraws;
}

export interface MatrixDraws {
  readonly of: number;
  /** In how many of them an alarm fired. */
  readonly fired: number;
  /** Those that were the first to fire, the most frequent one first. */
  readonly alarms: readonly string[];
  /** Of those draws in which one fired. */
  readonly seconds: { readonly least: number; readonly most: number };
  readonly harmed: { readonly least: number; readonly most: number };
}
