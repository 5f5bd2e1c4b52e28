export interface EmulatorOptions {
  /** Asked for its next event before time jumps: `POST <worldUrl>/advance`, see world.py. */
  readonly worldUrl?: string;
  /** Where functions send all their AWS calls; without it, to the emulator itself. */
  readonly gatewayUrl?: string;
  readonly account: string;
  readonly region: string;
  /** When the rehearsal's time begins; without it, now. */
  readonly startTime?: Date;
  /** More of the environment that functions inherit. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** Modules that functions load before anything else, as `node --require` does: paths. */
  readonly functionPreloads?: readonly string[];
  /** After so many real seconds without a call a function ends, and starts anew for the next one; by default 20. */
  readonly functionIdleSeconds?: number;
  /** An existing folder; the emulator makes one of its own in it and removes it at the end. */
  readonly tmpDir: string;
  readonly log: (line: string) => void;
}

export interface Invocation {
  readonly requestId: string;
  readonly function: string;
  /** The access key of the function's role. */
  readonly key: string;
  readonly parked: boolean;
}

export interface ClockStatus {
  /** Milliseconds since the epoch, on the rehearsal's clock. */
  readonly now: number;
  /** How many milliseconds that is ahead of real time. */
  readonly offset: number;
  /** How many waits with a due time are pending, and when the first is due (ms). */
  readonly pending: number;
  readonly next: number | null;
  /** How many activities are working now. */
  readonly busy: number;
  readonly held: boolean;
  /** Why the world could not be asked for its next event, if so: time runs normally meanwhile. */
  readonly worldError: string | null;
}

export interface RehearsalClock {
  /** Milliseconds since the epoch, on the rehearsal's clock. */
  now(): number;
  status(): Promise<ClockStatus>;
  /** Keeps time from jumping until `release` was called as often. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Lets time jump although this function (by request id or by its role's access key) is in flight. */
  park(which: { requestId: string } | { key: string }): Promise<Invocation>;
  unpark(which: { requestId: string } | { key: string }): Promise<Invocation>;
}

export interface EventEntry {
  /** Name of the event bus; absent: the default one. */
  readonly bus?: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

export interface AuthorizeRequest {
  readonly accessKeyId: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys with all their values. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface AuthorizeDecision {
  readonly allowed: boolean;
  /** In plain words: which role, which action, and the condition that isn't met. */
  readonly reason: string;
  /** The role's ARN (or the user's, or the root's); null for an unknown key. */
  readonly principal: string | null;
  /** The function whose role's key it is; null if it's no function's. */
  readonly function: string | null;
  /** Name of the role's session; null for everybody else. */
  readonly session: string | null;
}

export interface ExecutionView {
  readonly executionArn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly started: string;
  readonly stopped: string | null;
  /** The state it is in, or ended in, and since when; null before the first. */
  readonly state: string | null;
  readonly entered: string | null;
  /** All states that it is in while it runs: several if it has branches. */
  readonly within: readonly string[];
  readonly error: string | null;
  readonly cause: string | null;
}

export interface RoleView {
  readonly role: string;
  readonly functions: readonly string[];
  readonly policies: readonly { readonly name: string; readonly document: object }[];
}

/** A query of CloudWatch Logs that a template saves. */
export interface SavedLogQuery {
  readonly name: string;
  readonly query: string;
  /** Names of log groups. */
  readonly groups: readonly string[];
}

/** What makes a metric of a log's lines. */
export interface LogMetricFilter {
  readonly group: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
}

export interface Emulator {
  readonly url: string;
  /** Of the emulator's process; it leads a process group with every function that runs. */
  readonly pid: number;
  readonly clock: RehearsalClock;
  /** What a process needs to have the rehearsal's time, for Node.js processes started beside the functions. */
  readonly clockEnvironment: Readonly<Record<string, string>>;
  /** Settles only if the emulator ends by itself: with the reason and the last lines of its log. */
  readonly died: Promise<EmulatorDied>;
  putEvents(entries: readonly EventEntry[]): Promise<{ eventIds: string[] }>;
  authorize(request: AuthorizeRequest): Promise<AuthorizeDecision>;
  /** What CloudFormation can make here. */
  resourceTypes(): Promise<readonly string[]>;
  /** Route 53's, as templates have them, each after its children. */
  healthChecks(): Promise<readonly EmulatedHealthCheck[]>;
  /** The bodies of CloudWatch's dashboards, by their names. */
  dashboards(): Promise<Readonly<Record<string, string>>>;
  logQueries(): Promise<readonly SavedLogQuery[]>;
  metricFilters(): Promise<readonly LogMetricFilter[]>;
  /** What was logged in a group; undefined if there is no such group. */
  logLines(group: string): Promise<readonly string[] | undefined>;
  executions(): Promise<ExecutionView[]>;
  /** Forgets the executions that have ended, whose names can then be given again; returns how many. */
  forgetExecutions(): Promise<number>;
  roles(): Promise<RoleView[]>;
  /** Confirms a topic's subscriptions by e-mail, as people do by the links in SNS's mails; how many there were. */
  confirmEmails(topicArn: string): Promise<number>;
  /** What somebody does by hand to rules, subscriptions and reserved concurrency from now on is undone by `undoByHand`. */
  beginByHand(): Promise<void>;
  undoByHand(): Promise<void>;
  /** How many functions may run at once in the account, by Lambda's word. */
  limitFunctions(limit: { readonly all: number; readonly unreserved: number }): Promise<void>;
  /** Puts KMS keys with these ids there, as if they had always been, in place of those that came so before; the API gives random ids. */
  putKeys(keys: readonly EmulatedKey[]): Promise<{ arns: string[] }>;
  /** Secrets that are created from now on get these complete ARNs, if they have the names; the API gives random ends. In place of those given before. */
  giveSecretArns(arns: readonly string[]): Promise<void>;
  inFlight(): Promise<Invocation[]>;
  /** Where functions that start from now on send all their AWS calls: a gateway that needed the emulator first. */
  sendFunctionsTo(gatewayUrl: string): Promise<void>;
  /** Ends the emulator and all functions, and removes its folder. */
  stop(): Promise<void>;
}

export interface EmulatedHealthCheck {
  readonly id: string;
  /** `HealthCheckConfig`. */
  readonly config: object;
  /** Its alarm as it was when the check was made, if a template has that alarm. */
  readonly alarm: object | null;
}

/** In KMS's words. What isn't said is as of a symmetric key that is enabled. */
export interface EmulatedKey {
  readonly KeyId: string;
  readonly KeyState?: string | undefined;
  readonly KeySpec?: string | undefined;
  readonly KeyUsage?: string | undefined;
  readonly Description?: string | undefined;
  /** JSON. Left out: IAM decides who may use it. */
  readonly Policy?: string | undefined;
  readonly Grants?: readonly object[] | undefined;
  readonly KeyRotationEnabled?: boolean | undefined;
  /** Names that begin with `alias/`. */
  readonly Aliases?: readonly string[] | undefined;
}

/** The emulator ended although nobody stopped it. */
export class EmulatorDied extends Error {
  override readonly name = 'EmulatorDied';
}
