import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocuments } from '../../../../../../lambdas/migration/adapters/yaml-documents.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { MemoryStateStore } from '../../../../../fakes/migration/memory-state-store.ts';

export const CLUSTER = 'k8s.shop.test';
const STORED = join(import.meta.dirname, '../../../../../../rehearsal/worlds/shop/objects/kops-state-shop');

/** The shop's own state store, of which a test may change what it likes. */
export function shopStore(): MemoryStateStore {
  const store = new MemoryStateStore();
  for (const entry of readdirSync(join(STORED, CLUSTER), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    store.objects.set(path.slice(STORED.length + 1), readFileSync(path, 'utf8'));
  }
  return store;
}

/** Replaces in one object; what isn't there to be replaced is a mistake of the test. */
export function edit(store: MemoryStateStore, object: string, from: string | RegExp, to: string): void {
  const key = `${CLUSTER}/${object}`;
  const before = store.objects.get(key) ?? '';
  const after = before.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
  if (after === before) throw new Error(`${key} has no ${from}`);
  store.objects.set(key, after);
}

export const parseYaml = yamlDocuments;

/** `level code subject` of what isn't a pass. */
export function amiss(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ level }) => level !== 'pass')
    .map(({ level, code, subject }) => `${level} ${code} ${subject}`);
}
