/** When nothing may change. */
export interface FreezeConfig {
  /** Of the windows' times, as IANA names it: `'Europe/Berlin'`, `'UTC'`. */
  readonly timeZone: string;
  /** At least one. They may overlap. */
  readonly windows: readonly FreezeWindowConfig[];
}

/** `{ from: 'Fri 16:00', until: 'Mon 08:00' }` for each week, `{ from: '2026-12-18 12:00', until: '2027-01-04 08:00' }` for once. */
export interface FreezeWindowConfig {
  /** `Fri 16:00` or `2026-12-18 12:00`. */
  readonly from: string;
  /** In the same form as `from`. */
  readonly until: string;
  /** For whoever finds the migration waiting. */
  readonly why?: string;
}
