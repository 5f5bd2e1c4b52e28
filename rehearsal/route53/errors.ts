/** The API's error codes that the engine gives. Both `Throttling` and `PriorRequestNotComplete` are worth a retry, nothing else. */
export const ROUTE53_ERRORS = {
  invalidChangeBatch: 'InvalidChangeBatch',
  invalidInput: 'InvalidInput',
  accessDenied: 'AccessDenied',
  noSuchHostedZone: 'NoSuchHostedZone',
  noSuchChange: 'NoSuchChange',
  noSuchHealthCheck: 'NoSuchHealthCheck',
  healthCheckAlreadyExists: 'HealthCheckAlreadyExists',
  healthCheckVersionMismatch: 'HealthCheckVersionMismatch',
  invalidProtections: 'InvalidResourceRecordSetProtectionBatch',
  protectionAlreadyExists: 'ProtectionAlreadyExists',
  invalidPaginationToken: 'InvalidPaginationToken',
  throttling: 'Throttling',
  priorRequestNotComplete: 'PriorRequestNotComplete',
} as const;

export type Route53ErrorCode = (typeof ROUTE53_ERRORS)[keyof typeof ROUTE53_ERRORS];

/** HTTP status of those that aren't a 400. */
const STATUS: Partial<Record<Route53ErrorCode, number>> = {
  [ROUTE53_ERRORS.accessDenied]: 403,
  [ROUTE53_ERRORS.noSuchHostedZone]: 404,
  [ROUTE53_ERRORS.noSuchChange]: 404,
  [ROUTE53_ERRORS.noSuchHealthCheck]: 404,
  [ROUTE53_ERRORS.healthCheckAlreadyExists]: 409,
  [ROUTE53_ERRORS.healthCheckVersionMismatch]: 409,
  [ROUTE53_ERRORS.protectionAlreadyExists]: 409,
};

/** One entry of a request about protections that was refused, and why. */
export interface ProtectionProblem {
  readonly RecordName: string;
  readonly RecordType: string;
  readonly Code: 'InvalidInput' | 'ProtectionAlreadyExists' | 'ProtectionNotFound';
  readonly Message: string;
}

/** A refusal, as the API gives it: `name` is the code, `messages` the single messages (more than one only for `InvalidChangeBatch`). */
export class Route53Error extends Error {
  readonly code: Route53ErrorCode;
  readonly messages: readonly string[];
  readonly status: number;
  /** The refused entries of a request about protections. */
  readonly problems: readonly ProtectionProblem[];

  constructor(
    code: Route53ErrorCode,
    messages: readonly string[],
    text = messages.join(', '),
    problems: readonly ProtectionProblem[] = [],
  ) {
    super(text);
    this.name = code;
    this.code = code;
    this.messages = messages;
    this.status = STATUS[code] ?? 400;
    this.problems = problems;
  }
}

/** The batch breaks a rule of the zone; the API puts its messages into one bracketed list. */
export function invalidChangeBatch(messages: readonly string[]): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.invalidChangeBatch, messages, `[${messages.join(', ')}]`);
}

/** The request itself isn't well formed, whatever the zone contains. */
export function invalidInput(message: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.invalidInput, [message]);
}

/** What is there belongs to another account, whatever the caller's own account allows. */
export function accessDenied(arn: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.accessDenied, [
    `User: ${arn} is not authorized to access this resource`,
  ]);
}

export function noSuchHostedZone(id: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.noSuchHostedZone, [`No hosted zone found with ID: ${id}`]);
}

export function noSuchChange(id: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.noSuchChange, [`Could not find resource with ID: ${id}`]);
}

export function noSuchHealthCheck(id: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.noSuchHealthCheck, [`No health check exists with the ID: ${id}`]);
}

export function healthCheckAlreadyExists(reference: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.healthCheckAlreadyExists, [
    `A health check with the caller reference ${reference} already exists.`,
  ]);
}

export function healthCheckVersionMismatch(id: string, version: number): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.healthCheckVersionMismatch, [
    `The health check ${id} has the version ${version}.`,
  ]);
}

/** Every entry of a request is protected already (409), or some entries can't be taken (400): none was. */
export function protectionsRefused(problems: readonly ProtectionProblem[], entries: number): Route53Error {
  const existing = problems.every(({ Code }) => Code === 'ProtectionAlreadyExists');
  const code =
    existing && problems.length === entries
      ? ROUTE53_ERRORS.protectionAlreadyExists
      : ROUTE53_ERRORS.invalidProtections;
  const text = `${problems.length} of ${entries} entries could not be processed.`;
  return new Route53Error(code, [text], text, problems);
}

export function invalidPaginationToken(): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.invalidPaginationToken, ['The pagination token is not valid.']);
}

export function throttling(): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.throttling, ['Rate exceeded']);
}

export function priorRequestNotComplete(): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.priorRequestNotComplete, [
    'The request was rejected because Route 53 was still processing a prior request.',
  ]);
}
