/** Route 53 brings a change to all its servers generally within this time, seconds. */
export const PROPAGATION_SECONDS = 60;
