import { bytesInWords, tooLarge } from '../../lambdas/migration/adapters/s3-state-store.ts';
import type { S3Location } from '../../lambdas/migration/contract/settings.ts';
import type { ListRequest, StateStore, StoredObject } from '../../lambdas/migration/ports/state-store.ts';
import type { Objects } from '../../rehearsal/snapshot/objects.ts';

/** kops' state store, as a snapshot has it: S3's own limits of size count here, too. */
export class ObjectsOfSnapshot implements StateStore {
  readonly address: string;
  readonly #below: string;
  readonly #objects: Objects;

  constructor({ bucket, prefix }: S3Location, objects: Objects) {
    this.address = `s3://${bucket}/${prefix}`;
    this.#below = `${bucket}/${prefix}`;
    this.#objects = objects;
  }

  read(key: string, mostBytes: number): ReturnType<StateStore['read']> {
    const text = this.#objects.get(`${this.#below}${key}`);
    return Promise.resolve(text === undefined ? { kind: 'absent' } : read(text, mostBytes));
  }

  list({ prefix, after = '', mostKeys }: ListRequest): ReturnType<StateStore['list']> {
    const found = [...this.#objects]
      .filter(([path]) => path.startsWith(`${this.#below}${prefix}`))
      .map(([path, text]) => ({ key: path.slice(this.#below.length), bytes: Buffer.byteLength(text) }))
      .filter(({ key }) => key > after)
      .toSorted((one, other) => (one.key < other.key ? -1 : 1));
    return Promise.resolve({
      kind: 'found',
      objects: found.slice(0, mostKeys),
      isCut: found.length > mostKeys,
    });
  }
}

function read(text: string, mostBytes: number): StoredObject {
  const bytes = Buffer.byteLength(text);
  return bytes > mostBytes ? tooLarge(bytesInWords(bytes), mostBytes) : { kind: 'found', text };
}
