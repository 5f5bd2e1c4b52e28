/** One request, with bounds: no redirect is followed, and no answer may be endless. */
import { NotAnswered } from './not-answered.ts';

export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LARGEST_BYTES = 1_000_000;
const DENIED = [401, 403];
/** Too many requests, and what a proxy in front of it says while it is away. */
const MAY_PASS = [429, 500, 502, 503, 504];

/** @returns the body of an answer that may be Prometheus' own, also of its errors @throws NotAnswered */
export async function ask({ url, headers, body }: Request, signal: AbortSignal): Promise<string> {
  const { response, text } = await answered(url, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body,
    signal,
  });
  const { status } = response;
  if (status >= 300 && status < 400)
    throw new NotAnswered(
      `it redirects to ${response.headers.get('location') ?? 'somewhere'}: give that URL`,
    );
  if (DENIED.includes(status)) throw new NotAnswered(`access is denied (HTTP ${status})`);
  if (MAY_PASS.includes(status)) throw new NotAnswered(`it answers HTTP ${status}`, { mayPass: true });
  // 400 and 422 have the words of Prometheus in them.
  if (status !== 200 && status !== 400 && status !== 422) throw new NotAnswered(`it answers HTTP ${status}`);
  return text;
}

async function answered(
  url: string,
  init: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await textOf(response) };
  } catch (error) {
    if (error instanceof NotAnswered) throw error;
    const { name, message, cause } = error as Error;
    if (name === 'TimeoutError' || name === 'AbortError')
      throw new NotAnswered('it gives no answer in time', { mayPass: true });
    const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
    throw new NotAnswered(`it can't be reached: ${why}`, { mayPass: true });
  }
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > LARGEST_BYTES) throw new NotAnswered(`its answer is larger than ${LARGEST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
