import type { TaggedPlace, TargetPlaces } from '../domain/target.ts';

/** The tags of load balancers' places, by which policies know whose they are. */
export interface TargetTags {
  /**
   * Of each place, in the order asked for; one that is not there (any more) is left out.
   * @throws TransientFailure when it cannot be asked for now
   */
  of(places: TargetPlaces): Promise<readonly TaggedPlace[]>;
}
