/** Key of the copy of a migration's before-image in its report bucket. */
export function beforeImageKey(migration: string): string {
  return `${migration}/journal/before-image.json`;
}

/** Key of what the next readiness report is compared with. */
export function lastReadinessKey(migration: string): string {
  return `${migration}/journal/last-readiness.json`;
}
