import type { SpecDocument } from '../../domain/kops/spec-document.ts';
import type { StateStore } from '../../ports/state-store.ts';

/** What reading the specification needs. */
export interface SpecPorts {
  readonly store: StateStore;
  /** @param source what the text is, for people @throws with what is wrong, and where */
  readonly parseYaml: (text: string, source: string) => readonly SpecDocument[];
}
