import { called } from '#own';

/** Commands as somebody may type them again. */

interface Asked {
  readonly app: string;
  readonly stack: string;
  readonly snapshot: string;
}

/** What is rehearsed or planned, as arguments of a command. Each is '' where nobody has said it. */
export function askedAgain(asked: Asked): readonly string[] {
  const given = (['app', 'stack', 'snapshot'] as const).filter((name) => asked[name] !== '');
  return given.map((name) => `--${name} ${quoted(asked[name])}`);
}

/** @param args of a rehearsal's command */
export function commandText(args: readonly string[]): string {
  return called('rehearse', args.map(quoted).join(' '));
}

function quoted(word: string): string {
  return /^[\w./=:-]+$/.test(word) ? word : JSON.stringify(word);
}
