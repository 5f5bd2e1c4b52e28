import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { asProbeError, ProbeError } from './probe-error.ts';

/** A connection, read byte by byte, with a time for each step. */
export class Wire<S extends Socket = Socket> {
  readonly socket: S;
  /** For each step, milliseconds. */
  readonly timeoutMs: number;

  constructor(socket: S, timeoutMs: number) {
    this.socket = socket;
    this.timeoutMs = timeoutMs;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Exactly `length` bytes. @param doing what is waited for @throws ProbeError */
  async read(length: number, doing: string): Promise<Buffer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    const { socket } = this;
    while (true) {
      const chunk: Buffer | null = socket.read(length);
      if (chunk?.length === length) return chunk;
      if (chunk || socket.readableEnded || socket.destroyed) throw closed(socket, doing);
      await readableOrOver(socket, signal, doing);
    }
  }
}

/** Tries the addresses in the order given, as clients do; the last failure is told when none is reached. @throws ProbeError */
export async function connectTo(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
): Promise<Wire> {
  let failure = new ProbeError('not-resolved', 'there is no address to connect to');
  for (const address of addresses) {
    const socket = connect({ host: address, port });
    // Errors after the wait are met by whoever reads next; without a listener they would end the process.
    socket.on('error', () => undefined);
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
      return new Wire(socket.setNoDelay(true), timeoutMs);
    } catch (error) {
      socket.destroy();
      failure = asProbeError(error, `the connection to ${address} port ${port}`);
    }
  }
  throw failure;
}

/** The end of the data is told by `end` or `close`, after which nothing would ever become readable. */
async function readableOrOver(socket: Socket, timeout: AbortSignal, doing: string): Promise<void> {
  const settled = new AbortController();
  const signal = AbortSignal.any([timeout, settled.signal]);
  try {
    await Promise.race(['readable', 'end', 'close'].map((event) => once(socket, event, { signal })));
  } catch (error) {
    throw asProbeError(error, doing);
  } finally {
    settled.abort();
  }
}

function closed(socket: Socket, doing: string): ProbeError {
  if (socket.errored) return asProbeError(socket.errored, doing);
  return new ProbeError('closed', `the connection was closed while waiting for ${doing}`);
}
