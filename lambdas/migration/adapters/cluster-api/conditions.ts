/** What a controller says of an object. Source: Kubernetes, metav1.Condition, and those of nodes and Deployments. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export function readyIn(conditions: readonly Condition[] = []): Condition | undefined {
  return conditions.find(({ type }) => type === 'Ready');
}

/** `Accepted: NotAllowedByListeners: …`: what of it is given. */
export function joined(...words: readonly (string | undefined)[]): string {
  return words.filter((each) => each !== undefined && each !== '').join(': ');
}
