import type { LeftOver } from '../../contract/drill.ts';

/** What a drill has left in a zone, and the command that removes it. */
export function leftOverInWords({ zoneId, what, command }: LeftOver): string {
  return `Zone ${zoneId}: ${what}. To remove it: ${command}`;
}
