import { createServer, type Server } from 'node:net';

/**
 * Below those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): nobody gets one of
 * these by chance while the member that it belongs to is down.
 */
const FIRST = 10_000;
const LAST = 32_000;
/** Who listens on the first port of a block may give away the others, also while nobody listens on those. */
const BLOCK = 50;
const TRIES = 1000;

/** Of the block that was taken last; what it has left. */
let left: number[] = [];

/** A port of the loopback interface that is free now, and that no process of this project gives to anybody else. */
export async function fixedPort(): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    if (left.length === 0) left = await takeBlock();
    const port = left.shift();
    if (port !== undefined && (await isFree(port))) return port;
  }
  throw new Error(`of ${TRIES} ports between ${FIRST} and ${LAST}, none is free`);
}

/** The ports of a block that this process has until it ends; none where another process has it. */
async function takeBlock(): Promise<number[]> {
  const first = FIRST + BLOCK * Math.floor((Math.random() * (LAST - FIRST)) / BLOCK);
  const guard = await listen(first);
  guard?.unref();
  return guard ? Array.from({ length: BLOCK - 1 }, (_, i) => first + 1 + i) : [];
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server) await new Promise((resolve) => server.close(resolve));
  return server !== undefined;
}

/** Undefined where the port is not free. */
function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
