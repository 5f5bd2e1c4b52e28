import { json } from './files.ts';

/** Versions by package. */
export type Versions = Readonly<Record<string, string>>;

export interface Needed {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}

type Manifest = Readonly<Record<string, unknown>>;

export interface CompletedManifest {
  readonly text: string;
  /** What was added, in its order. */
  readonly added: readonly string[];
}

/** A package.json that no project has yet. @param name of the project */
export function newManifest(name: string, needed: Needed): string {
  return json({ name, version: '0.1.0', private: true, type: 'module', ...needed });
}

/**
 * The project's package.json with what is missing; what is there stays as it is, whichever its version.
 * @throws SyntaxError where it isn't JSON
 */
export function completedManifest(text: string, needed: Needed): CompletedManifest {
  const manifest: Manifest = JSON.parse(text);
  const has = new Set(
    ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((kind) =>
      Object.keys(versionsIn(manifest, kind)),
    ),
  );
  const missing = (versions: Versions): Versions =>
    Object.fromEntries(Object.entries(versions).filter(([name]) => !has.has(name)));
  const dependencies = missing(needed.dependencies);
  const devDependencies = missing(needed.devDependencies);
  const added = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  if (added.length === 0) return { text, added };
  return {
    text: json({
      ...manifest,
      dependencies: { ...versionsIn(manifest, 'dependencies'), ...dependencies },
      devDependencies: { ...versionsIn(manifest, 'devDependencies'), ...devDependencies },
    }),
    added,
  };
}

function versionsIn(manifest: Manifest, kind: string): Versions {
  return (manifest[kind] ?? {}) as Versions;
}
