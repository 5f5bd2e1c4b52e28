/** The names of errors that both products have. A name is an API: the functions throw it, the machines retry and catch it. */
export const ERRORS = {
  /** The execution input, or what a state handed on, is not what it must be. */
  invalidInput: 'InvalidInput',
  /** The settings that came with the function cannot be read. */
  invalidSettings: 'InvalidSettings',
  /** A dependency answered with an error that a later try may not meet (throttling, 5xx, a lost connection). Retried by the machine. */
  transient: 'TransientFailure',
  /** A dependency's answer is not in the form that it documents: it says nothing, so nothing is concluded from it. */
  unreadableAnswer: 'UnreadableAnswer',
  /** Decide was started while nothing waits for a decision. */
  nothingHeld: 'NothingHeld',
  /** The bearer token for the API servers cannot be read from its secret, or the secret contains none. */
  credentialsUnreadable: 'CredentialsUnreadable',
} as const;

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
