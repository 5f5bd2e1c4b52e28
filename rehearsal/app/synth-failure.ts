/** Node shows the line of source in which an error was thrown: in the CDK, a whole file. */
const MINIFIED = 1000;

/** The CDK, of the assembly that the app should have left. */
const NO_ASSEMBLY = /^(Error: )?ENOENT: .*\bmanifest\.json'$/;

/** Why an app could not be synthesised. @param lines that the CDK wrote */
export function failureIn(lines: readonly string[], app: string): string {
  const account = lines.join('\n').match(/Need to perform AWS calls for account (\d+)/)?.[1];
  if (account !== undefined)
    return `The app \`${app}\` looks something up in account ${account}, and cdk.context.json doesn't have it. Run once, with credentials of that account: npx cdk synth --app "${app}" --quiet`;
  const provider = lines
    .join('\n')
    .match(/Cannot retrieve value from context provider (\S+) since account/)?.[1];
  if (provider !== undefined)
    return `The app \`${app}\` looks something up (${provider}) for a stack without an account and a region. Give that stack both: \`env: { account: '…', region: '…' }\`.`;
  if (lines.some((line) => NO_ASSEMBLY.test(line)))
    return `The command \`${app}\` made no CDK app. Make one in it, new App() with a CutoverStack, or give the command that does: --app "node bin/prod.ts"`;
  const told = withoutWarnings(lines).filter(
    (line) => line.length < MINIFIED && !/^(\s+at |Node\.js v|\s+\^+$)/.test(line),
  );
  return [`The app \`${app}\` could not be synthesised:`, ...told].join('\n');
}

/** A warning has more lines, which are indented. */
function withoutWarnings(lines: readonly string[]): readonly string[] {
  let isWarning = false;
  return lines.filter((line) => {
    isWarning = line.startsWith('WARNING ') || (isWarning && /^\s/.test(line));
    return !isWarning;
  });
}
