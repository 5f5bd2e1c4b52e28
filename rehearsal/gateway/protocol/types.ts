/** A request as HTTP has it. */
export interface ServiceRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; values sent more than once are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Region of the credential scope. */
  readonly region: string;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The rehearsal's time, epoch milliseconds. */
export interface GatewayClock {
  now(): number;
}

/** How the request and its answer are written on the wire. */
export type Protocol = 'awsJson' | 'awsQuery' | 'ec2Query' | 'restXml' | 'restJson' | 'rpcv2Cbor';

/** Condition keys with all their values, as the request has them. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

/** One thing that a call needs to be allowed. `resource` is an ARN, or `*` where the API takes no resource. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

export interface AuthorizationQuestion extends Permission {
  readonly accessKeyId: string;
}

export interface AuthorizationAnswer {
  readonly allowed: boolean;
  readonly reason: string;
  /** ARN of the role that has the access key; null when none has. */
  readonly principal: string | null;
  /** Name of the Lambda function whose role's key it is; null for everybody else. */
  readonly function: string | null;
  /** Name of the role's session; absent or null for everybody else. */
  readonly session?: string | null;
}

/** Asks the emulator's policy evaluator. A rejected promise means "not known", which is never "allowed". */
export type Authorize = (question: AuthorizationQuestion) => Promise<AuthorizationAnswer>;

/** A request understood as an API call. */
export interface ApiCall extends ServiceRequest {
  /** Of the credential scope: `monitoring`, not `cloudwatch`. */
  readonly service: string;
  /** The API's operation; '' when the request names none that is known. */
  readonly operation: string;
  readonly protocol: Protocol;
  /** Parsed body or parameters of the RPC protocols; empty for the REST ones. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly account: string;
  readonly accessKeyId: string;
  /** The SDK's app id, from the User-Agent; '' without one. */
  readonly appId: string;
}

/**
 * A service that the gateway answers itself in place of the emulator.
 * @param principal ARN of the role that calls; '' for the root credentials
 * @param session name of the role's session
 */
export type ServiceHandler = (
  call: ApiCall,
  principal: string,
  session?: string,
) => ServiceResponse | Promise<ServiceResponse>;
