import { Route53Client } from '@aws-sdk/client-route-53';
import { HttpResponse } from '@smithy/core/protocols';
import { RetryUnlessRefused } from '../../../lambdas/migration/adapters/route53-client.ts';
import { createRoute53Handler, type Route53Engine } from '../../../rehearsal/route53/index.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface EngineClient {
  readonly client: Route53Client;
  /** What was asked so far, and how much of that was throttled. */
  readonly counted: { readonly calls: number; readonly throttled: number };
}

/** The SDK's real client in front of an engine in this process. @param answering is waited for before each answer */
export function engineClient(engine: Route53Engine, answering: () => Promise<void>): EngineClient {
  const handler = createRoute53Handler(engine);
  const counted = { calls: 0, throttled: 0 };
  const requestHandler = {
    handle: async ({ method, path, query = {}, body }: Request) => {
      const texts = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
      const answer = handler({ method, path, query: Object.fromEntries(texts), body: String(body ?? '') });
      counted.calls += 1;
      if (answer.status === 400 && answer.body.includes('Throttling')) counted.throttled += 1;
      await answering();
      const { status: statusCode, headers } = answer;
      return { response: new HttpResponse({ statusCode, headers, body: Buffer.from(answer.body) }) };
    },
  };
  const client = new Route53Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    retryStrategy: new RetryUnlessRefused(),
    requestHandler,
  });
  return { client, counted };
}
