import type { SynthesisedStack } from '../app/synthesise.ts';
import { type FileKind, type Place, pathOf } from '../snapshot/file-kind.ts';
import { STACK_RESOURCES } from '../snapshot/kinds/cloudformation.ts';

/** A value of which nobody says what it is. */
export interface Lacking {
  /** `the export shared-vpc` */
  readonly what: string;
  /** What would say it; undefined where no file can. */
  readonly kind?: FileKind;
  readonly place?: Place;
  /** Of several in that file, which. */
  readonly name?: string;
}

/** Account and region. */
export type Where = Pick<SynthesisedStack, 'account' | 'region'>;

/** A file of a snapshot; undefined: it isn't there. */
export type Find = <T>(kind: FileKind<T>, place: Place) => T | undefined;

/** Each once. */
export function once(lacking: readonly Lacking[]): readonly Lacking[] {
  const keyOf = ({ what, kind, place }: Lacking) => [what, kind && place ? pathOf(kind, place) : ''].join();
  return [...new Map(lacking.map((each) => [keyOf(each), each])).values()];
}

/** What a stack itself makes may not be there yet; offline, it gets its name at the deployment. */
export function isMadeBy({ name, account }: SynthesisedStack, { kind, place }: Lacking): boolean {
  return kind === STACK_RESOURCES && place?.account === account && place.names?.[0] === name;
}
