export type ApiAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** Its certificate is not the cluster's. */
  | { readonly kind: 'wrong-certificate'; readonly reason: string }
  /** Refused, late, too large, not HTTP. */
  | { readonly kind: 'no-answer'; readonly reason: string };
