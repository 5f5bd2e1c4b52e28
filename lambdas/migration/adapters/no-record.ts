/** The resolver answered: there is no such record, or no such name. */
export function isNoRecord(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENODATA' || code === 'ENOTFOUND';
}
