/** True of a line of a history that says that the journal has lost the run. */
export function isLoss(line: string): boolean {
  return line.startsWith('the table is ') || line === 'the run’s item is lost';
}
