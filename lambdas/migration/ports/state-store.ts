/** A kops state store: objects by their keys, below the store's own prefix. */
export interface StateStore {
  /** `s3://bucket/prefix`, for people. */
  readonly address: string;
  /** @param mostBytes of a larger object nothing is read */
  read(key: string, mostBytes: number): Promise<StoredObject>;
  /** @param request keys below `prefix`, in their order; `after` leaves out those up to it */
  list(request: ListRequest): Promise<StoredKeys>;
}

export interface ListRequest {
  readonly prefix: string;
  readonly after?: string;
  readonly mostKeys: number;
}

export type StoredObject =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'absent' }
  | Unread;

export type StoredKeys =
  | {
      readonly kind: 'found';
      readonly objects: readonly { readonly key: string; readonly bytes: number }[];
      /** There are more than were wanted. */
      readonly isCut: boolean;
    }
  | Unread;

/** Why nothing is known of what is there. */
export interface Unread {
  readonly kind: 'no-bucket' | 'denied' | 'too-large' | 'too-slow' | 'unreadable';
  readonly why: string;
}
