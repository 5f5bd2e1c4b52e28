/** The account of a principal's ARN; '' for the root credentials, which have none. */
export function accountOf(principal: string): string {
  return principal.split(':')[4] ?? '';
}
