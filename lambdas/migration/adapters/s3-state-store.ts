import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { count, duration } from '../../shared/domain/text.ts';
import { whyNotKnown } from '../domain/reading.ts';
import type { ListRequest, StateStore, StoredKeys, StoredObject, Unread } from '../ports/state-store.ts';

/** Most keys that S3 gives a page. */
const KEYS_A_PAGE = 1000;

/** One object or one list takes no longer, however slowly it comes, milliseconds. */
const LONGEST_MS = 15_000;

export interface StateStoreAddress {
  readonly bucket: string;
  /** '' or with a slash at its end. */
  readonly prefix: string;
}

/** A kops state store in S3. */
export class S3StateStore implements StateStore {
  readonly address: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #longestMs: number;

  constructor({ bucket, prefix }: StateStoreAddress, client: S3Client, longestMs = LONGEST_MS) {
    this.address = `s3://${bucket}${prefix === '' ? '' : `/${prefix.replace(/\/$/, '')}`}`;
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#longestMs = longestMs;
  }

  async read(key: string, mostBytes: number): Promise<StoredObject> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: `${this.#prefix}${key}` });
    const abortSignal = AbortSignal.timeout(this.#longestMs);
    try {
      const { Body, ContentLength } = await this.#client.send(command, { abortSignal });
      if (!Body) return { kind: 'found', text: '' };
      const stream = Body.transformToWebStream();
      if ((ContentLength ?? 0) > mostBytes) {
        await stream.cancel();
        return tooLarge(bytesInWords(ContentLength ?? 0), mostBytes);
      }
      return await textOf(stream, mostBytes, abortSignal);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return { kind: 'absent' };
      return this.#unread(error, abortSignal);
    }
  }

  async list({ prefix, after, mostKeys }: ListRequest): Promise<StoredKeys> {
    const abortSignal = AbortSignal.timeout(this.#longestMs);
    const objects: { key: string; bytes: number }[] = [];
    let token: string | undefined;
    try {
      do {
        const command = new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: `${this.#prefix}${prefix}`,
          MaxKeys: Math.min(KEYS_A_PAGE, mostKeys - objects.length),
          ...(token !== undefined
            ? { ContinuationToken: token }
            : after !== undefined && { StartAfter: `${this.#prefix}${after}` }),
        });
        const page = await this.#client.send(command, { abortSignal });
        for (const { Key = '', Size = 0 } of page.Contents ?? [])
          objects.push({ key: Key.slice(this.#prefix.length), bytes: Size });
        token = page.NextContinuationToken;
      } while (token !== undefined && objects.length < mostKeys);
      return { kind: 'found', objects, isCut: token !== undefined };
    } catch (error) {
      return this.#unread(error, abortSignal);
    }
  }

  #unread(error: unknown, { aborted }: AbortSignal): Unread {
    const why = whyNotKnown(error);
    if (aborted)
      return { kind: 'too-slow', why: `no whole answer within ${duration(this.#longestMs / 1000)}` };
    const { name } = error instanceof Error ? error : { name: '' };
    if (name === 'NoSuchBucket') return { kind: 'no-bucket', why };
    if (name === 'AccessDenied' || name === 'Forbidden') return { kind: 'denied', why };
    return { kind: 'unreadable', why };
  }
}

/** Reads no further than the limit, whatever length was announced. */
async function textOf(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
  signal: AbortSignal,
): Promise<StoredObject> {
  const reader = stream.getReader();
  // S3's client ends its own wait with the headers: what comes after them is waited for here.
  const { promise: late, reject } = Promise.withResolvers<never>();
  const onLate = () => reject(signal.reason);
  signal.addEventListener('abort', onLate);
  if (signal.aborted) onLate();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      bytes += value.byteLength;
      if (bytes > mostBytes) return tooLarge('more came', mostBytes);
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', onLate);
    // Nobody waits for the rest, nor for word that nobody does.
    void reader.cancel().catch(() => undefined);
  }
  try {
    return { kind: 'found', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { kind: 'unreadable', why: 'it is not text in UTF-8' };
  }
}

export function bytesInWords(bytes: number): string {
  return `it has ${count(bytes)} bytes`;
}

/** @param seen of the object's size */
export function tooLarge(seen: string, mostBytes: number): Unread {
  return { kind: 'too-large', why: `${seen}, and at most ${count(mostBytes)} are read` };
}
