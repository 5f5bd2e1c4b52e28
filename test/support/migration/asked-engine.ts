import {
  createRoute53Handler,
  type HttpRequest,
  type HttpResponse,
  Route53Engine,
} from '../../../rehearsal/route53/index.ts';
import { type AnsweredClient, clientOf } from './route53-server.ts';

/** The SDK's real client, the engine that answers it over HTTP, and what was asked. */
export interface AskedEngine extends AnsweredClient {
  readonly engine: Route53Engine;
  readonly requests: HttpRequest[];
  /** Given in place of the engine's next answers, one each. */
  readonly answers: HttpResponse[];
}

/** An engine without zones, which throttles nothing. */
export async function askedEngine(): Promise<AskedEngine> {
  const engine = new Route53Engine({ now: () => 0, throttle: false });
  const requests: HttpRequest[] = [];
  const answers: HttpResponse[] = [];
  const handler = createRoute53Handler(engine);
  const client = await clientOf((request) => {
    requests.push(request);
    return answers.shift() ?? handler(request);
  });
  return { ...client, engine, requests, answers };
}
