import { count } from '../../../shared/domain/text.ts';
import type { ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import type { PendingChange } from '../../domain/kops/pending-changes.ts';
import { readSpec } from '../../domain/kops/read-spec.ts';
import { misfitText, type SpecDocument } from '../../domain/kops/spec-document.ts';
import type { Reading } from '../../domain/reading.ts';
import type { StateStore, Unread } from '../../ports/state-store.ts';
import { loadPending } from './load-pending.ts';
import type { SpecPorts } from './spec-ports.ts';

/** The values in effect first; then the name that they had until kops 1.21; then what somebody wants. */
const CLUSTER_OBJECTS = ['cluster-completed.spec', 'cluster.spec', 'config'] as const;

/** Of the cluster and all its instance groups together. Most of what is large is user data. */
const MOST_BYTES = 6 * 1024 * 1024;
const MOST_GROUPS = 500;
/** Instance groups that are read at the same time. */
const AT_ONCE = 10;
/** A version is a short text. */
const MOST_VERSION_BYTES = 1024;

/** What became of reading the specification. */
export type LoadedSpec = ReadSpec | UnreadSpec;

export interface ReadSpec {
  readonly kind: 'read';
  readonly spec: ClusterSpec;
  /** The object that the cluster is in: `config` has the intent, the others what is in effect. */
  readonly source: (typeof CLUSTER_OBJECTS)[number];
  /** What has been changed since, and isn't in effect: none where the intent is all there is. */
  readonly pending: Reading<readonly PendingChange[]>;
  /** The kops that last updated the cluster, `1.36.0`; '' when the state store doesn't say. */
  readonly kopsVersion: string;
}

export type UnreadSpec =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly key: string; readonly unread: Unread }
  | { readonly kind: 'garbage'; readonly problems: readonly string[] };

/** Ends the reading; met at its beginning. */
class NotLoaded extends Error {
  readonly became: UnreadSpec;

  constructor(became: UnreadSpec) {
    super(became.kind);
    this.became = became;
  }
}

/** Reads the cluster and its instance groups. @param cluster its name, below which all is */
export async function loadSpec(cluster: string, ports: SpecPorts): Promise<LoadedSpec> {
  try {
    const [kopsVersion, object, groups] = await Promise.all([
      kopsVersionIn(cluster, ports.store),
      firstOf(cluster, ports.store),
      groupsIn(cluster, ports.store),
    ]);
    const texts = [object, ...groups];
    requireSmall(texts, `${cluster}/`);
    const documents = texts.flatMap(({ text, source }) => parsed(text, source, ports.parseYaml));
    const spec = understand(texts, documents);
    // Until kops 1.21 what is in effect had no version, so it can't be compared.
    const pending: ReadSpec['pending'] =
      object.source === 'cluster-completed.spec'
        ? await loadPending(cluster, documents, ports)
        : { known: true, value: [] };
    return { kind: 'read', spec, source: object.source, pending, kopsVersion };
  } catch (error) {
    if (error instanceof NotLoaded) return error.became;
    throw error;
  }
}

interface Stored<Source extends string = string> {
  readonly source: Source;
  readonly text: string;
}

async function kopsVersionIn(cluster: string, store: StateStore): Promise<string> {
  const version = await store.read(`${cluster}/kops-version.txt`, MOST_VERSION_BYTES);
  return version.kind === 'found' ? version.text.trim() : '';
}

async function firstOf(cluster: string, store: StateStore): Promise<Stored<ReadSpec['source']>> {
  for (const source of CLUSTER_OBJECTS) {
    const key = `${cluster}/${source}`;
    const object = await store.read(key, MOST_BYTES);
    if (object.kind === 'found') return { source, text: object.text };
    if (object.kind !== 'absent') throw new NotLoaded({ kind: 'unread', key, unread: object });
  }
  throw new NotLoaded({ kind: 'absent' });
}

async function groupsIn(cluster: string, store: StateStore): Promise<readonly Stored[]> {
  const prefix = `${cluster}/instancegroup/`;
  const listed = await store.list({ prefix, mostKeys: MOST_GROUPS });
  if (listed.kind !== 'found') throw new NotLoaded({ kind: 'unread', key: prefix, unread: listed });
  if (listed.isCut) throw tooLarge(prefix, `there are more than ${MOST_GROUPS}`);
  requireLess(
    listed.objects.reduce((sum, object) => sum + object.bytes, 0),
    prefix,
  );
  const keys = listed.objects.map(({ key }) => key);
  const groups: Stored[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE)
    groups.push(...(await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => groupAt(key, store)))));
  return groups;
}

async function groupAt(key: string, store: StateStore): Promise<Stored> {
  const object = await store.read(key, MOST_BYTES);
  if (object.kind === 'found') return { source: key.split('/').slice(-2).join('/'), text: object.text };
  const unread: Unread =
    object.kind === 'absent' ? { kind: 'unreadable', why: 'it was deleted in the meantime' } : object;
  throw new NotLoaded({ kind: 'unread', key, unread });
}

/** Together, too: each alone was small enough. */
function requireSmall(texts: readonly Stored[], key: string): void {
  requireLess(
    texts.reduce((sum, { text }) => sum + text.length, 0),
    key,
  );
}

function requireLess(bytes: number, key: string): void {
  if (bytes > MOST_BYTES)
    throw tooLarge(
      key,
      `together they have ${count(bytes)} bytes, and at most ${count(MOST_BYTES)} are read`,
    );
}

function tooLarge(key: string, why: string): NotLoaded {
  return new NotLoaded({ kind: 'unread', key, unread: { kind: 'too-large', why } });
}

function understand(texts: readonly Stored[], documents: readonly SpecDocument[]): ClusterSpec {
  const { spec, misfits, sources } = readSpec(documents);
  const [object, ...groups] = texts.map(({ source }) => source);
  const problems = [
    ...misfits.map(misfitText),
    ...(spec ? [] : [`${object} has no document of the kind Cluster`]),
    // Whether there is such a group is unknown then, which isn't that there is none.
    ...groups
      .filter((source) => !sources.has(source))
      .map((source) => `${source} has no document of the kind InstanceGroup`),
  ];
  if (!spec || problems.length > 0) throw new NotLoaded({ kind: 'garbage', problems });
  return spec;
}

function parsed(text: string, source: string, parseYaml: SpecPorts['parseYaml']): readonly SpecDocument[] {
  try {
    return parseYaml(text, source);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new NotLoaded({ kind: 'garbage', problems: [error.message] });
  }
}
