/** True of a line of a history that says that the journal has lost the run. */
export function isLoss(line: string): boolean {
  return line.startsWith('the table is ') || line === 'the run’s item is lost';
}

/** True where a late try may have claimed the run anew in a journal that had lost it. */
export function mayBeClaimedAnew(log: readonly string[]): boolean {
  return log.some((line) => isLoss(line) || line === 'table and copy are lost');
}
