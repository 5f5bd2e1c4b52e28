/** The API's error codes that the engine gives. Both `Throttling` and `PriorRequestNotComplete` are worth a retry, nothing else. */
export const ROUTE53_ERRORS = {
  invalidChangeBatch: 'InvalidChangeBatch',
  invalidInput: 'InvalidInput',
  noSuchHostedZone: 'NoSuchHostedZone',
  noSuchChange: 'NoSuchChange',
  throttling: 'Throttling',
  priorRequestNotComplete: 'PriorRequestNotComplete',
} as const;

export type Route53ErrorCode = (typeof ROUTE53_ERRORS)[keyof typeof ROUTE53_ERRORS];

/** A refusal, as the API gives it: `name` is the code, `messages` the single messages (more than one only for `InvalidChangeBatch`). */
export class Route53Error extends Error {
  readonly code: Route53ErrorCode;
  readonly messages: readonly string[];
  /** HTTP status: 404 for what doesn't exist, otherwise 400. */
  readonly status: number;

  constructor(code: Route53ErrorCode, messages: readonly string[], text = messages.join(', ')) {
    super(text);
    this.name = code;
    this.code = code;
    this.messages = messages;
    this.status =
      code === ROUTE53_ERRORS.noSuchHostedZone || code === ROUTE53_ERRORS.noSuchChange ? 404 : 400;
  }
}

/** The batch breaks a rule of the zone; the API puts its messages into one bracketed list. */
export function invalidChangeBatch(messages: readonly string[]): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.invalidChangeBatch, messages, `[${messages.join(', ')}]`);
}

/** The request itself isn't well formed, whatever the zone holds. */
export function invalidInput(message: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.invalidInput, [message]);
}

export function noSuchHostedZone(id: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.noSuchHostedZone, [`No hosted zone found with ID: ${id}`]);
}

export function noSuchChange(id: string): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.noSuchChange, [`Could not find resource with ID: ${id}`]);
}

export function throttling(): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.throttling, ['Rate exceeded']);
}

export function priorRequestNotComplete(): Route53Error {
  return new Route53Error(ROUTE53_ERRORS.priorRequestNotComplete, [
    'The request was rejected because Route 53 was still processing a prior request.',
  ]);
}
