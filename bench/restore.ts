/**
 * The RestoreLegacy handler against a bare SDK script that sends the same three requests: one Query of the journal, one
 * ChangeResourceRecordSets, and one conditional PutItem that marks the rollback as owed. Both ask the same local servers, in
 * turn, with warm connections. The servers answer within a millisecond, so the handler's own work of some 0.2 ms is what is
 * seen: it reads and joins what the journal contains, makes the batch, keeps a time for each call, and reports what it did.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Route53Client } from '@aws-sdk/client-route-53';
import { DynamoJournal } from '../lambdas/migration/adapters/dynamo-journal.ts';
import { Route53Zone } from '../lambdas/migration/adapters/route53-zone.ts';
import type { ResourceRecordSet } from '../lambdas/migration/domain/record-set.ts';
import type { BeforeImageCopy } from '../lambdas/migration/ports/before-image-copy.ts';
import { restoreLegacy } from '../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { someSettings } from '../test/support/migration/settings.ts';
import { Unpaced } from '../test/support/migration/unpaced.ts';
import { median, type Row, ratioRow } from './row.ts';

const ROUNDS = 1500;
const WARM_UP = 300;
/** A rollback's write is the first call of Route 53 of its process, which never waits its turn; so none does here. */
const UNPACED = new Unpaced();

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
/** Nothing is lost here: who asks for it fails. */
const NO_COPY: BeforeImageCopy = {
  load: () => Promise.reject(new Error('The copy was asked for.')),
  save: () => Promise.reject(new Error('The copy was written.')),
};

const clock = { now: () => Date.now() };

export async function restoreRows(): Promise<Row[]> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const [, operation] = /\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
      response.writeHead(200, { 'content-type': operation ? 'application/x-amz-json-1.0' : 'text/xml' });
      response.end(operation ? JOURNAL[operation] : ACCEPTED);
    });
  });
  const endpoint = await listen(server);
  const dynamo = new DynamoDBClient({ endpoint, region: 'us-west-1', credentials });
  const route53 = new Route53Client({ endpoint, region: 'us-east-1', credentials });
  try {
    const calls = await recorded(dynamo, route53);
    const times = { handler: [] as number[], bare: [] as number[] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const both = { handler: () => byHandler(dynamo, route53), bare: () => byBareScript(calls) };
      const order = round % 2 === 0 ? (['handler', 'bare'] as const) : (['bare', 'handler'] as const);
      for (const side of order) {
        const took = await timed(both[side]);
        if (round >= 0) times[side].push(took);
      }
    }
    return [
      ratioRow(
        'RestoreLegacy / bare SDK script, same three calls',
        median(times.handler),
        median(times.bare),
        1.15,
      ),
    ];
  } finally {
    dynamo.destroy();
    route53.destroy();
    server.closeAllConnections();
    server.close();
  }
}

const settings = someSettings({ zones: someSettings().zones.slice(0, 1) });
const RECORDS: readonly ResourceRecordSet[] = [
  { Name: 'www.shop.test.', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.10' }] },
];

const RUN = { name: 'rb-1', arn: 'arn:rb-1', startedAt: '2026-01-02T00:00:00Z' } as const;

const REQUEST = {
  source: 'person',
  run: '',
  reason: 'bench',
  asOf: '2026-01-02T00:00:00Z',
  cause: '',
} as const;

async function byHandler(dynamo: DynamoDBClient, route53: Route53Client): Promise<void> {
  const world = {
    settings,
    clock,
    journal: new DynamoJournal(dynamo, 'journal', 'shop'),
    copy: NO_COPY,
    zoneOf: (zoneId: string) => new Route53Zone(zoneId, { client: route53, turns: UNPACED }, clock),
  };
  const { outcome } = await restoreLegacy({ run: RUN, request: REQUEST }, world);
  if (outcome !== 'restored') throw new Error(`The bench's rollback ended as ${outcome}.`);
}

async function byBareScript(calls: readonly Call[]): Promise<void> {
  for (const call of calls) await call();
}

/** What one rollback sends, for the bare script to send the very same. */
async function recorded(dynamo: DynamoDBClient, route53: Route53Client): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const recording = <Client extends DynamoDBClient | Route53Client>(client: Client): Client =>
    new Proxy(client, {
      get: (target, property) =>
        property === 'send' ? sendOf(target as Sender) : Reflect.get(target, property),
    });
  const sendOf = (sender: Sender) => (command: Command) => {
    const Same = command.constructor as new (input: object) => Command;
    calls.push(() => sender.send(new Same(command.input)));
    return sender.send(command);
  };
  await byHandler(recording(dynamo), recording(route53));
  return calls;
}

type Call = () => Promise<unknown>;

interface Command {
  readonly input: object;
}

interface Sender {
  send(command: Command): Promise<unknown>;
}

async function timed(call: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await call();
  return performance.now() - begin;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const item = (name: string, body: object) => ({
  migration: { S: 'shop' },
  item: { S: `state#${name}` },
  execution: { S: 'run-1' },
  body: { S: JSON.stringify({ version: 1, ...body }) },
});
const fence = { migration: 'shop', epoch: 9, phase: 'shift', weight: 50, execution: 'run-1' };
const fenceName = '_cutover-shop.shop.test.';
const startedAt = '2026-01-01T00:00:00Z';
const QUERIED = JSON.stringify({
  Count: 3,
  Items: [
    item('before#Z1SHOP#0001', {
      zoneId: 'Z1SHOP',
      fenceName,
      part: 1,
      parts: 1,
      zones: 1,
      records: RECORDS,
      follows: [],
    }),
    item('run', {
      execution: 'run-1',
      executionArn: 'arn',
      startedAt,
      status: 'open',
      statusAt: startedAt,
      begunAt: startedAt,
      beforeImageOf: 'run-1',
      tookOver: '',
    }),
    item('zone#Z1SHOP', {
      zoneId: 'Z1SHOP',
      fence,
      changeId: 'C1',
      acceptedAt: startedAt,
      ttlInForceSeconds: 60,
    }),
  ],
});
/** What the table answers, by operation. */
const JOURNAL: Readonly<Record<string, string>> = { Query: QUERIED, PutItem: '{}' };
const ACCEPTED = `<?xml version="1.0"?><ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>/change/C2</Id><Status>PENDING</Status><SubmittedAt>${startedAt}</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>`;
