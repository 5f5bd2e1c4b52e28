/** Key of the copy of a migration's before-image in its report bucket. */
export function beforeImageKey(migration: string): string {
  return `${migration}/journal/before-image.json`;
}
