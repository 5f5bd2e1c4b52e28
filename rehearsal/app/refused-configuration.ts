/** The app's configuration was refused at synth; the message is what is wrong in it, and nothing else. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused';
}

const HEADING = /^The configuration of .*; nothing was synthesized\.$/;

/**
 * What synth says of a configuration, in all that the CDK has written.
 * @param lines without the empty ones
 * @returns undefined when it has refused none
 */
export function refusalIn(lines: readonly string[]): string | undefined {
  const from = lines.findIndex((line) => HEADING.test(line));
  if (from < 0) return undefined;
  const [heading, ...rest] = lines.slice(from);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  const problems = rest.slice(0, end < 0 ? rest.length : end);
  // A line between two problems, as synth writes them.
  return [heading, ...problems.map((line) => (line.startsWith('    ') ? line : `\n${line}`))].join('\n');
}
