/** What a stack's deployment finds: its settings with all values, and what it imports. */
import { called } from '#own';
import { AppRefused } from '../app/choose.ts';
import type { Synthesised } from '../app/settings.ts';
import type { SynthesisedStack } from '../app/synthesise.ts';
import { commandOf, type FileKind, type Place, pathOf } from '../snapshot/file-kind.ts';
import { type Problem, SnapshotRefused } from '../snapshot/problem.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { Facts } from './facts.ts';
import { type Imports, importsOf } from './imports.ts';
import { isMadeBy, type Lacking, once } from './lacking.ts';
import { settled } from './settle.ts';

export interface DeployedValues<T> {
  readonly settings: T;
  readonly imports: Imports;
  readonly facts: Facts;
}

/**
 * As the offline AWS deploys the stack.
 * @param snapshot undefined: there is none, so what the app's other stacks make is made up
 * @throws AppRefused, SnapshotRefused with all that nobody says
 */
export function deployedValues<T>(
  synthesised: Synthesised<T>,
  snapshot: Snapshot | undefined,
): DeployedValues<T> {
  const { stack } = synthesised;
  const facts = new Facts({
    find: (kind, place) => snapshot?.find(kind, place),
    offline: stack,
    makesUp: snapshot === undefined,
  });
  const { settings, lacking } = settled(synthesised, facts);
  const imports = importsOf(stack, facts);
  const unsaid = once([...lacking, ...imports.lacking]).filter((each) => !isMadeBy(stack, each));
  requireSaid(stack, unsaid, snapshot);
  return { settings, imports, facts };
}

function requireSaid(
  { name }: SynthesisedStack,
  lacking: readonly Lacking[],
  snapshot: Snapshot | undefined,
): void {
  if (lacking.length === 0) return;
  const by = lacking.flatMap(({ what, kind, place }) => (kind && place ? [{ what, kind, place }] : []));
  const others = lacking.filter(({ kind, place }) => !kind || !place).map(({ what }) => what);
  if (others.length > 0)
    throw new AppRefused(
      `The stack ${name} needs ${others.join(', ')}. Give its value in the app to rehearse it.`,
    );
  if (!snapshot)
    throw new AppRefused(
      `The stack ${name} needs ${by.map(({ what }) => what).join(', ')}, which can't be made up. Give --snapshot; take one by: ${called('snapshot', '--help')}`,
    );
  throw new SnapshotRefused(
    snapshot.folder,
    by.map((each) => problemOf(each, name, snapshot)),
  );
}

interface InFile {
  readonly what: string;
  readonly kind: FileKind;
  readonly place: Place;
}

function problemOf({ what, kind, place }: InFile, stack: string, snapshot: Snapshot): Problem {
  const file = pathOf(kind, place);
  const how = snapshot.find(kind, place) === undefined ? 'missing' : 'not whole';
  const words = `${how}: the stack ${stack} needs ${what}`;
  return { file, at: '', words, command: commandOf(kind, place) };
}
