/** The commands by which somebody makes a snapshot by hand. */
import type { Profiles } from './aws/identify.ts';
import type { Step } from './calls/call.ts';
import { FolderSource, type Work } from './source/folder-source.ts';
import { readFrom } from './take.ts';
import { type SynthesisedParts, settledFrom, unsettled } from './wanted/settled.ts';
import { type AccountWanted, wantedBy } from './wanted/wanted.ts';

/** What isn't in the folder yet, as far as what is there shows it. @param now epoch milliseconds */
export async function commandsFor(
  parts: SynthesisedParts,
  folder: string,
  now: number,
  profiles: Profiles,
): Promise<readonly string[]> {
  const named = wantedBy(unsettled(parts));
  const byAccount = new Map(named.map(({ account }) => [account, new FolderSource(folder)]));
  const { deployed } = await settledFrom(parts, (account) => byAccount.get(account));
  const sources = wantedBy(deployed).map((wanted) => ({
    wanted,
    source: byAccount.get(wanted.account) ?? new FolderSource(folder),
    isByRole: false,
  }));
  await readFrom(sources, now);
  const lines = sources.flatMap(({ wanted, source }) =>
    source.work.length === 0
      ? []
      : ['', `# Account ${wanted.account}`, ...linesOf(source.work, profileOf(wanted, profiles))],
  );
  return lines.length === 0 ? [] : [...OPENING, ...lines];
}

const OPENING = [
  '# Run this in the folder of the snapshot, each part with credentials of its account. Then ask for the commands again: what',
  '# these print leads to others, until none is left. A file of which AWS has nothing stays away: watch for other errors.',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  'save() { mkdir -p "$(dirname "$1")"; "${@:2}" > "$1" || true; [ -s "$1" ] || rm "$1"; }',
];

/** The general one is of whoever assumes an account's role, which the CLI does only by a profile of its own. */
function profileOf({ account, role }: AccountWanted, { byAccount, general }: Profiles): string {
  return byAccount.get(account) ?? (role ? '' : general);
}

/** @param profile '' for none */
function linesOf(work: readonly Work[], profile: string): readonly string[] {
  const own = profile === '' ? '' : ` --profile ${inShell(profile)}`;
  const saved = ({ command, file, isPut }: Step): string => {
    const whole = command.startsWith('aws ') ? `${command}${own}` : command;
    return isPut ? whole : `save ${file} ${whole}`;
  };
  return work.flatMap((each) => {
    if (each.kind === 'run') return [saved(each)];
    if (each.kind === 'write') return [`save ${each.file} cat <<'END'`, each.content, 'END'];
    return [
      `# For each that this prints:  ${each.command}${own}`,
      ...each.then.map((step) => `#   ${saved(step)}`),
    ];
  });
}

function inShell(word: string): string {
  return /^[\w.@:+/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
