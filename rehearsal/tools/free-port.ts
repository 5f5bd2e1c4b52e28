import { createServer } from 'node:net';
import { listening } from './listening.ts';

/** One of the loopback interface that nobody uses now. */
export async function freePort(): Promise<number> {
  const { port, close } = await listening(createServer());
  await close();
  return port;
}
