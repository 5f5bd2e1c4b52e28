import type {
  StateStore,
  StoredKeys,
  StoredObject,
  Unread,
} from '../../../lambdas/migration/ports/state-store.ts';

/** A state store in memory, and those below its prefixes. Of another bucket there is nothing. */
export class MemoryStateStore implements StateStore {
  readonly address: string;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly objects: Map<string, string>;
  /** What can't be read, by whole key or prefix. */
  readonly unread: Map<string, Unread>;

  constructor(bucket = 'kops-state-shop', prefix = '', from?: MemoryStateStore) {
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.address = `s3://${bucket}/${prefix}`.replace(/\/$/, '');
    this.objects = from?.objects ?? new Map();
    this.unread = from?.unread ?? new Map();
  }

  at(bucket: string, prefix: string): MemoryStateStore {
    return new MemoryStateStore(bucket, prefix, bucket === this.#bucket ? this : undefined);
  }

  async read(key: string, mostBytes: number): Promise<StoredObject> {
    const whole = `${this.#prefix}${key}`;
    const unread = this.unread.get(whole);
    if (unread) return unread;
    const text = this.objects.get(whole);
    if (text === undefined) return { kind: 'absent' };
    if (Buffer.byteLength(text) > mostBytes) return { kind: 'too-large', why: 'it is large' };
    return { kind: 'found', text };
  }

  async list({ prefix, after, mostKeys }: Parameters<StateStore['list']>[0]): Promise<StoredKeys> {
    const whole = `${this.#prefix}${prefix}`;
    const unread = this.unread.get(whole);
    if (unread) return unread;
    const from = after === undefined ? '' : `${this.#prefix}${after}`;
    const found = [...this.objects].filter(([key]) => key.startsWith(whole) && key > from);
    const objects = found
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, mostKeys)
      .map(([key, text]) => ({ key: key.slice(this.#prefix.length), bytes: text.length }));
    return { kind: 'found', objects, isCut: found.length > mostKeys };
  }
}
