import { parseQuery, queryAnswer, toXml, type XmlValue } from '../../rehearsal/gateway/protocol/aws-query.ts';
import { type Operation, ScriptedServer, type Wire } from './scripted-server.ts';

/** Most services that take forms: Auto Scaling, Elastic Load Balancing. Source: Smithy's `aws.protocols#awsQuery`. */
const awsQuery: Wire = {
  contentType: 'text/xml',
  read: (_request, body) => formIn(body),
  write: (operation, output) => queryAnswer(operation, 'urn:scripted', output as XmlValue, 'request').body,
  refuse: ({ code, message }) =>
    toXml('ErrorResponse', { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: 'request' }),
};

/** EC2's own dialect of it. Source: Smithy's `aws.protocols#ec2Query`. */
const ec2Query: Wire = {
  ...awsQuery,
  write: (operation, output) =>
    toXml(`${operation}Response`, {
      requestId: 'request',
      ...(output as Readonly<Record<string, XmlValue>>),
    }),
  refuse: ({ code, message }) =>
    toXml('Response', { Errors: { Error: { Code: code, Message: message } }, RequestID: 'request' }),
};

function formIn(body: string) {
  const { Action, Version: _version, ...input } = parseQuery(new URLSearchParams(body));
  return { operation: String(Action), input };
}

export const QueryServer = {
  start: (operations: Readonly<Record<string, Operation>>) => ScriptedServer.start(awsQuery, operations),
};

export const Ec2Server = {
  start: (operations: Readonly<Record<string, Operation>>) => ScriptedServer.start(ec2Query, operations),
};
