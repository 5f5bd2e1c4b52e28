export interface Subscription {
  /** As SNS names it: `email`, `https`, `lambda` … */
  readonly protocol: string;
  /** An address, a URL, an ARN, by the protocol. */
  readonly endpoint: string;
  /** `pending`: nobody has followed the link in SNS's message yet. */
  readonly state: 'confirmed' | 'pending' | 'deleted';
}

/** Who gets a topic's messages. */
export interface Subscriptions {
  /** The first of them. */
  list(): Promise<ListedSubscriptions>;
}

export interface ListedSubscriptions {
  readonly subscriptions: readonly Subscription[];
  /** Whether there are more than were read. */
  readonly isCut: boolean;
}
