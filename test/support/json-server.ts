import { type Operation, Refusal, ScriptedServer, type Wire } from './scripted-server.ts';

export { type Operation, Refusal };

const json: Wire = {
  contentType: 'application/x-amz-json-1.0',
  read: (request, body) => ({
    operation: String(request.headers['x-amz-target']).split('.').at(-1) ?? '',
    input: JSON.parse(body) as Record<string, unknown>,
  }),
  write: (_operation, output) => JSON.stringify(output),
  refuse: ({ code, message, more }) => JSON.stringify({ __type: code, message, ...more }),
};

/** A service that speaks JSON 1.0 (CloudWatch, Step Functions). */
export type JsonServer = ScriptedServer;
export const JsonServer = {
  start: (operations: Readonly<Record<string, Operation>>) => ScriptedServer.start(json, operations),
};
