import { once } from 'node:events';
import { type IncomingMessage, request as openRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { WebAnswer, WebRequest } from '../../ports/web-probe.ts';
import type { WebLimits } from './limits.ts';
import { asWebError } from './web-error.ts';

/** One GET on a connection of its own, which is over then. @throws WebError */
export async function exchange(socket: Socket, request: WebRequest, limits: WebLimits): Promise<WebAnswer> {
  const response = await headerOf(socket, request, limits);
  const { text, cutAt } = await bodyOf(response, limits);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: text,
    ...(cutAt !== undefined && { cutAt }),
  };
}

async function headerOf(
  socket: Socket,
  { host, path }: WebRequest,
  { headerMs, headerBytes }: WebLimits,
): Promise<IncomingMessage> {
  const sent = openRequest({
    createConnection: () => socket,
    path,
    headers: { host, 'user-agent': 'kops-cutover', accept: '*/*', connection: 'close' },
    maxHeaderSize: headerBytes,
  });
  sent.on('error', () => undefined);
  sent.end();
  try {
    const [response] = await once(sent, 'response', { signal: AbortSignal.timeout(headerMs) });
    return response;
  } catch (error) {
    sent.destroy();
    throw asWebError(error, {
      doing: `the header of the answer, ${headerMs / 1000} s`,
      late: 'answer-late',
    });
  }
}

async function bodyOf(
  response: IncomingMessage,
  { bodyMs, bodyBytes }: WebLimits,
): Promise<{ readonly text: string; readonly cutAt?: number }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const timer = setTimeout(() => response.destroy(new DOMException('late', 'TimeoutError')), bodyMs);
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      length += chunk.length;
      // Leaving the loop ends the connection.
      if (length > bodyBytes) break;
    }
  } catch (error) {
    throw asWebError(error, { doing: `the end of the answer, ${bodyMs / 1000} s`, late: 'answer-slow' });
  } finally {
    clearTimeout(timer);
  }
  const text = Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8');
  return length > bodyBytes ? { text, cutAt: bodyBytes } : { text };
}
