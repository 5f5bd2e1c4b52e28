import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Resources } from '../compute/index.ts';
import { Exchange } from './exchange.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import type { ParkCallbacks } from './faults/inject.ts';
import { Forwarder } from './forward.ts';
import { emulatorLookups } from './permissions/lookups.ts';
import type { Lookups } from './permissions/rules.ts';
import type { Authorize, GatewayClock, ServiceHandler } from './protocol/types.ts';
import { CallLog } from './request/calls.ts';
import { serve } from './serve.ts';

export interface GatewayOptions {
  readonly emulatorUrl: string;
  /** Account that the ARNs of unqualified names belong to. */
  readonly account: string;
  readonly authorize: Authorize;
  /** By service of the credential scope; everything else goes to the emulator. */
  readonly services: Readonly<Record<string, ServiceHandler>>;
  readonly clock: GatewayClock;
  readonly log: (line: string) => void;
  readonly faults?: FaultPlan;
  /** A fault parks a call, or it continues: the rehearsal's clock must (not) wait for its function. */
  readonly onPark?: ParkCallbacks['onPark'];
  readonly onUnpark?: ParkCallbacks['onUnpark'];
  readonly rootAccessKeyIds?: readonly string[];
  /** NDJSON file for all calls. */
  readonly callsFile?: string;
  /** Calls kept in memory. */
  readonly callsKept?: number;
  /** Where permissions look up what a request does not say; the emulator by default. */
  readonly lookups?: Lookups;
  /** The tags of what the engine of instances has now: policies are judged on them. */
  readonly compute?: () => Resources;
  /** The web ACL of a load balancer: reading it needs rights on both. */
  readonly webAclOf?: Lookups['webAclOf'];
}

export interface Gateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly calls: CallLog;
  /** The plan in force. */
  readonly faults: FaultPlan;
  /** Puts another plan in force, for the calls from now on; calls that the old one has parked continue. */
  useFaults(plan: FaultPlan): void;
  /** Breaks what is under way, frees the port and closes the file of calls. */
  stop(): Promise<void>;
}

/** Starts the gateway on a free port of the loopback interface. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const rootAccessKeyIds = options.rootAccessKeyIds ?? ['test'];
  const calls = callLogOf(options);
  let faults = options.faults ?? new FaultPlan();
  const forwarder = new Forwarder(options.emulatorUrl);
  const own = options.lookups
    ? undefined
    : emulatorLookups(options.emulatorUrl, rootAccessKeyIds[0] ?? 'test');
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const context = {
    ...options,
    rootAccessKeyIds,
    calls,
    faults: () => faults,
    forwarder,
    lookups: withEngines(options.lookups ?? (own as Lookups), options),
    stopping: stopping.signal,
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const served = serve(new Exchange(incoming, outgoing), context).finally(() => underWay.delete(served));
    underWay.add(served);
  });
  server.on('clientError', answerGarbage);
  const url = await listen(server);

  return {
    url,
    calls,
    get faults() {
      return faults;
    },
    useFaults: (plan) => {
      faults.close();
      faults = plan;
    },
    stop: async () => {
      stopping.abort();
      faults.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, ...underWay]);
      forwarder.close();
      own?.close();
      await calls.close();
    },
  };
}

function callLogOf({ callsFile, callsKept }: GatewayOptions): CallLog {
  return new CallLog({
    ...(callsFile === undefined ? {} : { file: callsFile }),
    ...(callsKept === undefined ? {} : { capacity: callsKept }),
  });
}

function withEngines(lookups: Lookups, { compute, webAclOf }: GatewayOptions): Lookups {
  const known = { ...lookups, ...(webAclOf && { webAclOf }) };
  if (!compute) return known;
  return {
    ...known,
    get compute() {
      return compute();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What isn't HTTP at all gets an answer that says so; the connection ends. */
function answerGarbage(
  error: NodeJS.ErrnoException,
  socket: NodeJS.WritableStream & Pick<Socket, 'writable' | 'destroy'>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = `not a request this gateway can read: ${error.message}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
