/**
 * Error names. A name is an API: the functions throw it, the machines retry and catch it.
 */
export const ERRORS = {
  /** The execution input, or what a state handed on, is not what it must be. */
  invalidInput: 'InvalidInput',
  /** The settings that came with the function cannot be read. */
  invalidSettings: 'InvalidSettings',
  /** Preflight found something that must be mended first; nothing was changed. */
  notReady: 'NotReady',
  /** Route 53 says PENDING; asked again after a while. Retried by the machine. */
  notInSync: 'NotInSync',
  /** The zone holds what neither we nor a step of ours wrote. Held for a person. */
  foreignWrite: 'ForeignWrite',
  /** Route 53 refuses what a step would write, though nobody else wrote: for a name, a health check, a protection. Held for a person. */
  changeRefused: 'ChangeRefused',
  /** The fence is another run's, or this run was rolled back: this writer must stop. */
  fenceLost: 'FenceLost',
  /** The cluster's lease on its masters is not (any more) this execution's: it must not act on any of them. */
  leaseLost: 'LeaseLost',
  /** Another run of this migration is open. */
  migrationInProgress: 'MigrationInProgress',
  /** An open run needs what a deployment would take from its rollback. */
  namesInUse: 'NamesInUse',
  /** Another execution of RollMasters is under way. */
  rollInProgress: 'RollInProgress',
  /** Masters are registered with a load balancer that no function may change: it lacks the cluster's tag. */
  targetsUntagged: 'TargetsUntagged',
  /** A dependency answered with an error that a later try may not meet (throttling, 5xx, a lost connection). Retried by the machine. */
  transient: 'TransientFailure',
  /** A dependency's answer is not in the form that it documents: it says nothing, so nothing is concluded from it. */
  unreadableAnswer: 'UnreadableAnswer',
  /** No Auto Scaling group carries the tags of the cluster's masters: its name, or the place, is wrong. */
  noMasters: 'NoMasters',
  /** A group of masters has hooks of another stack of this software, which keeps the same masters by another lease. */
  mastersKeptByAnother: 'MastersKeptByAnother',
  /** Hooks of a deployment that failed are still on groups: nobody takes their events. */
  hooksLeftBehind: 'HooksLeftBehind',
  /** The bearer token for the API servers cannot be read from its secret, or the secret holds no such thing. */
  credentialsUnreadable: 'CredentialsUnreadable',
  /** An item of the journal is not in a form that this version writes. */
  journalUnreadable: 'JournalUnreadable',
  /** The before-image in the journal is missing or does not fit the run. */
  beforeImageUnreadable: 'BeforeImageUnreadable',
  /** Legacy could not be restored within the tries allowed. */
  rollBackIncomplete: 'RollBackIncomplete',
  /** The migration is closed: a person asked for a rollback in vain. */
  rollBackRefused: 'RollBackRefused',
  /** A zone says that it was moved, and what legacy was is kept nowhere any more. */
  unrestorable: 'Unrestorable',
  /** Decide was started while nothing is held. */
  nothingHeld: 'NothingHeld',
  /** The soak's or the drain's verdict was fail. */
  soakFailed: 'SoakFailed',
  /** A person decided to abort. */
  aborted: 'Aborted',
} as const;

export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS];

/**
 * What Lambda and the SDK's transport throw when trying again may help.
 * Source: Step Functions' guidance on Lambda service exceptions, and the errors of Lambda's Invoke.
 */
export const LAMBDA_TRANSIENT = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  // Lambda takes the network from a function that nobody has invoked for weeks. The next invocation is refused and
  // has the network made again, which takes a minute or more; until then every further one is refused as well.
  'Lambda.ResourceNotReadyException',
  'Lambda.ENINotReadyException',
  'Lambda.ResourceConflictException',
  'Lambda.EC2ThrottledException',
  'Lambda.EC2UnexpectedException',
] as const;
