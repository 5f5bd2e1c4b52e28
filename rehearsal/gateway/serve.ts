import { STATUS_CODES } from 'node:http';
import { BodyTooLarge, type Exchange } from './exchange.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import { type Injected, inject, type ParkCallbacks } from './faults/inject.ts';
import type { Forwarder } from './forward.ts';
import { callerOf, type Judgement, judge } from './judge.ts';
import type { Lookups } from './permissions/rules.ts';
import { accessDenied, internalFailure, unknownAccessKey } from './protocol/error-codes.ts';
import { type ApiError, errorAnswer, errorCodeOf } from './protocol/errors.ts';
import type {
  ApiCall,
  Authorize,
  GatewayClock,
  Permission,
  Protocol,
  ServiceHandler,
  ServiceResponse,
} from './protocol/types.ts';
import { MalformedRequest, needsBody, protocolOf, readApiCall } from './request/api-call.ts';
import type { Caller, CallLog, Outcome } from './request/calls.ts';
import { type Credential, readAppId, readCredential } from './request/credential.ts';

export interface ServeContext extends ParkCallbacks {
  readonly account: string;
  readonly authorize: Authorize;
  readonly services: Readonly<Record<string, ServiceHandler>>;
  readonly clock: GatewayClock;
  readonly log: (line: string) => void;
  readonly rootAccessKeyIds: readonly string[];
  readonly calls: CallLog;
  readonly faults: () => FaultPlan;
  readonly forwarder: Forwarder;
  readonly lookups: Lookups;
  readonly stopping: AbortSignal;
}

/** How a call ended, as far as it is known when it ends. */
interface Ending {
  readonly outcome: Outcome;
  readonly status: number;
  readonly errorCode: string;
  readonly message: string;
}

/** What is known of a call so far; filled in while it is served. */
interface Progress {
  service: string;
  operation: string;
  metrics: number;
  protocol: Protocol;
  caller: Caller;
  permissions: readonly Permission[];
  fault: string;
}

const NOBODY: Caller = { accessKeyId: '', principal: '', function: '', appId: '', name: '(unsigned)' };

/** Serves one request from its first byte to its record. Never rejects. */
export async function serve(exchange: Exchange, context: ServeContext): Promise<void> {
  const { clock, calls, log } = context;
  const startedAt = new Date(clock.now()).toISOString();
  const started = performance.now();
  const progress: Progress = {
    service: '',
    operation: `${exchange.method} ${exchange.path}`,
    metrics: 0,
    protocol: 'restXml',
    caller: NOBODY,
    permissions: [],
    fault: '',
  };
  let ending: Ending;
  try {
    ending = await carryOut(exchange, progress, context);
  } catch (error) {
    ending = broken(exchange, progress, error, context);
  }
  if (exchange.gone.aborted && ending.outcome === 'ok') {
    ending = {
      ...ending,
      outcome: 'abandoned',
      message: 'the caller went away before it had the whole answer',
    };
  }
  const call = calls.add({
    startedAt,
    endedAt: new Date(clock.now()).toISOString(),
    durationMs: Math.round((performance.now() - started) * 100) / 100,
    service: progress.service,
    operation: progress.operation,
    metrics: progress.metrics,
    permissions: progress.permissions,
    caller: progress.caller,
    ...ending,
    fault: progress.fault,
  });
  if (call.outcome === 'denied' || call.outcome === 'unknown') log(`${call.outcome}: ${call.message}`);
}

async function carryOut(exchange: Exchange, progress: Progress, context: ServeContext): Promise<Ending> {
  const signed = readCredential(exchange.headers.authorization ?? '', exchange.query);
  // The emulator knows what may be asked without a signature; the gateway's own services may not.
  if (signed.kind === 'unsigned') return passOn(exchange, undefined, context, GO_ON);
  if (signed.kind === 'malformed') {
    const message = `the credential scope cannot be read: ${signed.seen}`;
    return refuse(exchange, progress, 'malformed', { code: 'IncompleteSignature', message, status: 400 });
  }
  const { call, streamed } = await understand(exchange, signed.credential, progress, context);
  const isOwn = (service: string) => Object.hasOwn(context.services, service);
  const judgement = await judge(call, { ...context, isOwn });
  progress.caller = judgement.caller;
  if (judgement.kind === 'denied') progress.permissions = judgement.permissions;
  if (judgement.kind !== 'allowed') return refuseJudged(exchange, progress, judgement);
  progress.permissions = judgement.permissions;

  const effects = context.faults().next({ ...progress, at: context.clock.now() });
  const injected = await inject(progress.service, judgement.caller, effects, context, context.stopping);
  progress.fault = injected.fault;
  if (context.stopping.aborted) throw new Error('the gateway was stopped before the call was carried out');
  if (injected.kind === 'answer') return refuse(exchange, progress, 'faulted', injected.error);
  if (injected.kind === 'break') {
    exchange.destroy();
    return { outcome: 'faulted', status: 0, errorCode: '', message: 'the connection was broken by a fault' };
  }
  const handler = isOwn(call.service) ? context.services[call.service] : undefined;
  return handler
    ? answerOwn(exchange, await handler(call, judgement.caller.principal, judgement.caller.session), injected)
    : passOn(exchange, streamed ? undefined : call.body, context, injected);
}

/** Reads as much of the request as is needed to know what it asks for. */
async function understand(
  exchange: Exchange,
  credential: Credential,
  progress: Progress,
  context: ServeContext,
): Promise<{ readonly call: ApiCall; readonly streamed: boolean }> {
  const { service, accessKeyId, region } = credential;
  const appId = readAppId(exchange.headers['user-agent'] ?? '');
  progress.service = service;
  progress.caller = callerOf({ accessKeyId, appId }, { principal: '', function: '' });
  progress.protocol = protocolOf(service, exchange.headers, exchange.path, exchange.query);
  const isOwn = Object.hasOwn(context.services, service);
  const whole = needsBody(service, progress.protocol, exchange.query) || isOwn;
  const sent = whole ? await exchange.readBody() : Buffer.alloc(0);
  // The emulator unpacks what it gets itself.
  const body = isOwn ? exchange.unpacked(sent) : sent;
  const call = readApiCall(exchange.asServiceRequest(body, region), credential, context.account);
  progress.operation = call.operation || progress.operation;
  progress.metrics = metricsOf(call);
  return { call, streamed: !whole };
}

/** A query counts as one metric; what isn't a list of queries is refused later. */
function metricsOf({ service, operation, input }: ApiCall): number {
  const queries = service === 'monitoring' && operation === 'GetMetricData' ? input.MetricDataQueries : [];
  return Array.isArray(queries) ? queries.length : 0;
}

type GoOn = Extract<Injected, { kind: 'goOn' }>;
const GO_ON: GoOn = { kind: 'goOn', loseResponse: false, fault: '' };

const LOST = 'carried out, and the answer was lost by a fault';

function answerOwn(exchange: Exchange, answer: ServiceResponse, { loseResponse }: GoOn): Ending {
  const body = Buffer.from(answer.body as string);
  const errorCode = answer.status >= 400 ? errorCodeOf(answer.headers, body) : '';
  if (loseResponse) {
    exchange.destroy();
    return { outcome: 'lost', status: 0, errorCode, message: LOST };
  }
  exchange.answer(answer);
  return ended(answer.status, errorCode);
}

async function passOn(
  exchange: Exchange,
  body: Buffer | undefined,
  context: ServeContext,
  { loseResponse }: GoOn,
): Promise<Ending> {
  // A call that arrived whole is carried out though its caller has gone, as it would be in production.
  const signal = body === undefined ? AbortSignal.any([exchange.gone, context.stopping]) : context.stopping;
  const outgoing = loseResponse ? undefined : exchange.outgoing;
  const { status, errorCode } = await context.forwarder.send(exchange.incoming, body, outgoing, signal);
  if (!loseResponse) return ended(status, errorCode);
  exchange.destroy();
  return { outcome: 'lost', status: 0, errorCode, message: LOST };
}

function ended(status: number, errorCode: string): Ending {
  return status < 400
    ? { outcome: 'ok', status, errorCode: '', message: '' }
    : {
        outcome: 'error',
        status,
        errorCode,
        message: `${status} ${STATUS_CODES[status] ?? ''} ${errorCode}`.trim(),
      };
}

function refuse(exchange: Exchange, progress: Progress, outcome: Outcome, error: ApiError): Ending {
  exchange.answer(errorAnswer({ ...progress, method: exchange.method }, error));
  return { outcome, status: error.status, errorCode: error.code, message: error.message };
}

function refuseJudged(
  exchange: Exchange,
  progress: Progress,
  { kind, message }: Exclude<Judgement, { kind: 'allowed' }>,
): Ending {
  const { service, protocol } = progress;
  switch (kind) {
    case 'denied':
      return refuse(exchange, progress, 'denied', accessDenied(service, protocol, message));
    case 'stranger':
      return refuse(exchange, progress, 'denied', unknownAccessKey(service, protocol, message));
    case 'unknown':
      return refuse(exchange, progress, 'unknown', { code: 'NotImplemented', message, status: 501 });
  }
}

/** The call broke on its way: the caller went, the body can't be read, the emulator or the evaluator is gone. */
function broken(exchange: Exchange, progress: Progress, error: unknown, context: ServeContext): Ending {
  const message = error instanceof Error ? error.message : String(error);
  if (exchange.gone.aborted || context.stopping.aborted) {
    exchange.destroy();
    return { outcome: 'abandoned', status: 0, errorCode: '', message };
  }
  if (error instanceof BodyTooLarge) {
    return refuse(exchange, progress, 'malformed', { code: 'RequestEntityTooLarge', message, status: 413 });
  }
  if (error instanceof MalformedRequest) {
    return refuse(exchange, progress, 'malformed', { code: 'SerializationException', message, status: 400 });
  }
  context.log(`${progress.service} ${progress.operation} by ${progress.caller.name}: ${message}`);
  const failure = internalFailure(progress.service, `the rehearsal could not serve this: ${message}`);
  if (!exchange.outgoing.headersSent) return refuse(exchange, progress, 'error', failure);
  exchange.destroy();
  return { outcome: 'error', status: 0, errorCode: failure.code, message };
}
