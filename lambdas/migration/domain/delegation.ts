/** What the zone above says of a zone. Names without trailing dots, lower case. */
export type Delegation =
  | { readonly kind: 'delegated'; readonly nameServers: readonly string[]; readonly askedAt: string }
  | { readonly kind: 'not-delegated'; readonly askedAt: string };
