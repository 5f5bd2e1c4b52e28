import type { TaggedPlace, TargetPlaces } from '../domain/target.ts';

/** The tags of load balancers' places, by which policies know whose they are. */
export interface TargetTags {
  /**
   * Of each place, in the order of `places`; one that is not there (any more) is left out.
   * @throws TransientFailure when it cannot be read now
   */
  of(places: TargetPlaces): Promise<readonly TaggedPlace[]>;
}
