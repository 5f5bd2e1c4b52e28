/** What a run leaves behind for everybody who may look into the account. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import { ENV } from '../../lambdas/shared/contract/environment.ts';
import type { Trace } from '../checks/leaks.ts';
import type { ExecutionView } from '../emulator/emulator.ts';
import { ROOT_KEY } from '../stage/aws-clients.ts';
import { toldOf } from '../stage/deploy.ts';
import type { Mail } from '../stage/mailbox.ts';
import type { Stage } from '../stage/stage.ts';
import { reportsOf } from './reports.ts';

/** What the executions of one scene leave: the next scene takes it away. @param since when it began, epoch milliseconds */
export async function tracesOfScene(stage: Stage, since: number): Promise<readonly Trace[]> {
  const { executions, mails } = await stage.aws.look();
  const begun = executions.filter(({ started }) => Date.parse(started) >= since);
  return [
    ...(await Promise.all(begun.map((execution) => traceOfExecution(stage, execution)))),
    ...mails.map(traceOfMail),
    { where: 'the journal', text: await tableText(stage) },
    ...[...(await reportsOf(stage, since))].map(([key, text]) => ({ where: `the object ${key}`, text })),
  ];
}

/** What all of them leave: logs and functions. */
export async function tracesOfStage(stage: Stage): Promise<readonly Trace[]> {
  const functions = stage.deployment.resources.get('AWS::Lambda::Function') ?? [];
  const traces: Trace[] = [];
  for (const name of functions) {
    const path = `/2015-03-31/functions/${name}/configuration`;
    traces.push({ where: `the function ${name}`, text: await ask(stage, 'lambda', { method: 'GET', path }) });
    traces.push({ where: `the log of ${name}`, text: await logOf(stage, name) });
  }
  return traces;
}

function traceOfMail({ subject, body }: Mail): Trace {
  return { where: `the mail "${subject}"`, text: `${subject}\n${body}` };
}

/** Its input and output, and those of each of its states. */
async function traceOfExecution(
  { clients: { sfn } }: Stage,
  { executionArn, machine }: ExecutionView,
): Promise<Trace> {
  const { input, output, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const texts = [JSON.stringify({ input, output, cause })];
  for await (const { events } of paginateGetExecutionHistory(
    { client: sfn, pageSize: 1000 },
    { executionArn },
  ))
    texts.push(JSON.stringify(events));
  return { where: `an execution of ${machine}`, text: texts.join('\n') };
}

async function tableText({ clients: { dynamoDb }, deployment }: Stage): Promise<string> {
  const TableName = toldOf(deployment, ENV.journalTable);
  return JSON.stringify((await dynamoDb.send(new ScanCommand({ TableName }))).Items);
}

async function logOf(stage: Stage, functionName: string): Promise<string> {
  const texts: string[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await ask(stage, 'logs', {
      method: 'POST',
      path: '/',
      target: 'Logs_20140328.FilterLogEvents',
      input: { logGroupName: `/aws/lambda/${functionName}`, nextToken },
    });
    texts.push(answer);
    ({ nextToken } = JSON.parse(answer) as { nextToken?: string });
  } while (nextToken !== undefined);
  return texts.join('\n');
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly target?: string;
  readonly input?: object;
}

/** Of services that nothing here has a client for. */
async function ask(
  { aws, home }: Stage,
  service: string,
  { method, path, target, input }: Asked,
): Promise<string> {
  const response = await fetch(`${aws.emulator.url}${path}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${ROOT_KEY}/20270104/${home.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.1',
      ...(target && { 'x-amz-target': target }),
    },
    ...(input && { body: JSON.stringify(input) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${service}: ${method} ${path} answered ${response.status}: ${answer}`);
  return answer;
}
