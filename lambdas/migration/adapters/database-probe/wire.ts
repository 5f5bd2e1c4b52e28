import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { asProbeError, ProbeError } from './probe-error.ts';

/** A connection, read piece by piece, with a time for each step. */
export class Wire<S extends Socket = Socket> {
  readonly socket: S;
  /** For each step, milliseconds. */
  readonly timeoutMs: number;
  /** Received, and not read yet. */
  #held: Buffer = Buffer.alloc(0);

  constructor(socket: S, timeoutMs: number) {
    this.socket = socket;
    this.timeoutMs = timeoutMs;
  }

  /** Bytes that came before anybody read them. */
  get unread(): number {
    return this.#held.length + this.socket.readableLength;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Goes away in order: a server that is cut off while it still speaks notes it in its log. */
  async end(): Promise<void> {
    const closed = once(this.socket, 'close', { signal: AbortSignal.timeout(this.timeoutMs) });
    this.socket.resume().end();
    await closed.catch(() => undefined);
  }

  /** Exactly `length` bytes. @param doing what is waited for @throws ProbeError */
  async read(length: number, doing: string): Promise<Buffer> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    while (this.#held.length < length) {
      // All there is: a socket that keeps a part for itself says at once, and for ever, that it is readable.
      const chunk: Buffer | null = this.socket.read();
      if (chunk) this.#held = Buffer.concat([this.#held, chunk]);
      else if (this.socket.readableEnded || this.socket.destroyed) throw closed(this.socket, doing);
      else await readableOrOver(this.socket, timeout, doing);
    }
    const bytes = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return bytes;
  }
}

/** Tries the addresses in the order given, as clients do; if none is reached, reports the last failure. @throws ProbeError */
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

/** `end` or `close` announces the end of the data, after which nothing would ever become readable. */
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
