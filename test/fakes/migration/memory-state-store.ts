import type {
  StateStore,
  StoredKeys,
  StoredObject,
  Unread,
} from '../../../lambdas/migration/ports/state-store.ts';

/** A state store in memory. */
export class MemoryStateStore implements StateStore {
  readonly address = 's3://kops-state-shop';
  readonly objects = new Map<string, string>();
  /** What can't be read, by key or prefix. */
  readonly unread = new Map<string, Unread>();

  async read(key: string, mostBytes: number): Promise<StoredObject> {
    const unread = this.unread.get(key);
    if (unread) return unread;
    const text = this.objects.get(key);
    if (text === undefined) return { kind: 'absent' };
    if (Buffer.byteLength(text) > mostBytes) return { kind: 'too-large', why: 'it is large' };
    return { kind: 'found', text };
  }

  async list({ prefix, after = '', mostKeys }: Parameters<StateStore['list']>[0]): Promise<StoredKeys> {
    const unread = this.unread.get(prefix);
    if (unread) return unread;
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
    const objects = keys
      .slice(0, mostKeys)
      .map((key) => ({ key, bytes: this.objects.get(key)?.length ?? 0 }));
    return { kind: 'found', objects, isCut: keys.length > mostKeys };
  }
}
