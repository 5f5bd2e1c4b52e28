/** What tests ask of the emulator that no client of this project is for. */
import type { OfflineAws } from './offline-aws.ts';

/** Makes a function of an archive with an `index.js`; `role` is its role's ARN. */
export async function createFunction(
  aws: OfflineAws,
  name: string,
  { archive, role }: { readonly archive: Buffer; readonly role: string },
): Promise<void> {
  const input = {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: role,
    Code: { ZipFile: archive.toString('base64') },
  };
  await ask(aws, { service: 'lambda', method: 'POST', path: '/2015-03-31/functions', input });
}

/** What a function answers, or the error that it ends with. */
export async function invokeFunction(aws: OfflineAws, name: string): Promise<unknown> {
  const path = `/2015-03-31/functions/${name}/invocations`;
  return JSON.parse(await ask(aws, { service: 'lambda', method: 'POST', path, input: {} }));
}

/** Lets at most so many calls of a function run at once, as an account does that has no more to give. */
export async function reserve(aws: OfflineAws, name: string, most: number): Promise<void> {
  const input = { ReservedConcurrentExecutions: most };
  await ask(aws, {
    service: 'lambda',
    method: 'PUT',
    path: `/2017-10-31/functions/${name}/concurrency`,
    input,
  });
}

/** Lets as many run at once as the account has to give, as at first. */
export async function unreserve(aws: OfflineAws, name: string): Promise<void> {
  await ask(aws, { service: 'lambda', method: 'DELETE', path: `/2017-10-31/functions/${name}/concurrency` });
}

export async function messagesIn(aws: OfflineAws, QueueUrl: string): Promise<number> {
  const query = new URLSearchParams({
    Action: 'GetQueueAttributes',
    QueueUrl,
    'AttributeName.1': 'ApproximateNumberOfMessages',
  });
  const answer = await ask(aws, { service: 'sqs', method: 'GET', path: `/?${query}` });
  return Number(/<Value>(\d+)</.exec(answer)?.[1]);
}

export function askEvents(aws: OfflineAws, operation: string, input: object): Promise<string> {
  return ask(aws, { service: 'events', method: 'POST', path: '/', input, target: `AWSEvents.${operation}` });
}

interface Asked {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly input?: object;
  readonly target?: string;
}

async function ask(
  { emulator, region }: OfflineAws,
  { service, method, path, input, target }: Asked,
): Promise<string> {
  const response = await fetch(`${emulator.url}${path}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261123/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.1',
      ...(target && { 'x-amz-target': target }),
    },
    ...(input && { body: JSON.stringify(input) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
  return answer;
}
