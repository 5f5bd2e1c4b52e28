import { called } from '#own';
/** @param options of the command, as to what is rehearsed; none for the made-up shop, of which all findings are known */
export function whereFindingsAre(options: readonly string[]): readonly string[] {
  if (options.length === 0) return [];
  const command = called('rehearse', ['preflight', ...options].join(' '));
  return [
    `Rehearsals pass despite warnings of the dry run, such as an alarm without data. Read what it finds: ${command}`,
  ];
}
