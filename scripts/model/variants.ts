/** What is asked of the models in docs/model: the protocol with several actors, and the protocol without each of its rules. */

export interface Variant {
  /** Name of the model: the file in docs/model without `.pml`. */
  readonly model: 'fence' | 'owed';
  /** The actors beside those that are always there, and the rules that are left out. */
  readonly defines: readonly string[];
  /** What must be violated, as the model calls it; undefined where nothing may be. */
  readonly violates?: string;
}

/** The protocol as it is. */
const PROTOCOL: readonly Variant[] = [
  { model: 'fence', defines: ['PERSON', 'NEXT_RUN'] },
  { model: 'fence', defines: ['PERSON', 'TAKE_OVER'] },
  { model: 'fence', defines: ['PERSON', 'LATE_WRITER'] },
  { model: 'fence', defines: ['PERSON', 'SECOND_ROLL_BACK', 'TWIN=1'] },
  { model: 'fence', defines: ['SECOND_ROLL_BACK', 'NEXT_RUN', 'TWIN=0'] },
  { model: 'fence', defines: ['SECOND_ROLL_BACK', 'TAKE_OVER', 'TWIN=1'] },
  { model: 'owed', defines: ['OUTAGES=2', 'DEATH', 'HAND_OVER', 'JOURNAL_AWAY'] },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'DEATH', 'HAND_OVER'] },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'DEATH', 'JOURNAL_AWAY'] },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'DEATH', 'TAKE_OVER'] },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'NEXT_RUN'] },
  { model: 'owed', defines: ['OUTAGES=0', 'SECOND_ROLL_BACK', 'DEATH', 'NEXT_RUN'] },
  { model: 'owed', defines: ['DEATH', 'JOURNAL_AWAY', 'NEXT_RUN'] },
  { model: 'owed', defines: ['DEATH', 'JOURNAL_AWAY', 'TAKE_OVER'] },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'JOURNAL_GONE'] },
  { model: 'owed', defines: ['TAKE_OVER', 'JOURNAL_GONE'] },
  { model: 'owed', defines: ['OUTAGES=2', 'JOURNAL_LOST', 'ROUND_DIES'] },
  { model: 'owed', defines: ['ONE_WAY', 'DEATH', 'HAND_OVER'] },
  { model: 'owed', defines: ['ONE_WAY', 'SECOND_ROLL_BACK', 'DEATH'] },
  { model: 'owed', defines: ['ONE_WAY', 'DEATH', 'JOURNAL_AWAY'] },
  { model: 'owed', defines: ['ONE_WAY', 'TAKE_OVER', 'DEATH'] },
  { model: 'owed', defines: ['ONE_WAY', 'JOURNAL_LOST'] },
];

/** Without each of its rules, where it is needed. */
const WITHOUT_A_RULE: readonly Variant[] = [
  {
    model: 'fence',
    defines: ['PERSON', 'NEXT_RUN', 'WITHOUT_FENCE'],
    violates: 'wrote_after_its_roll_back',
  },
  {
    model: 'fence',
    defines: ['LATE_WRITER', 'LATE_WRITER_WITHOUT_FENCE'],
    violates: 'old_over_new',
  },
  { model: 'fence', defines: ['PERSON', 'WITHOUT_EXACT_RECORDS'], violates: 'wrote_over_a_person' },
  { model: 'fence', defines: ['PERSON', 'WITHOUT_HOLDING'], violates: 'wrote_over_a_person' },
  { model: 'fence', defines: ['NEXT_RUN', 'WITHOUT_OWN_RUN'], violates: 'wrote_after_its_roll_back' },
  { model: 'fence', defines: ['WITHOUT_STOPPING'], violates: 'wrote_after_its_roll_back' },
  {
    model: 'fence',
    defines: ['SECOND_ROLL_BACK', 'NEXT_RUN', 'WITHOUT_LOOKING'],
    violates: 'wrote_after_its_roll_back',
  },
  {
    model: 'fence',
    defines: ['SECOND_ROLL_BACK', 'NEXT_RUN', 'WITHOUT_LOOKING_LAST'],
    violates: 'wrote_after_its_roll_back',
  },
  {
    model: 'fence',
    defines: ['SECOND_ROLL_BACK', 'NEXT_RUN', 'WITHOUT_ONE_RUN'],
    violates: 'restored_anothers_run',
  },
  { model: 'fence', defines: ['WITHOUT_SHUTTING_OUT'], violates: 'legacy_does_not_serve' },
  { model: 'fence', defines: ['WITHOUT_TRYING_AGAIN'], violates: 'forgotten' },
  { model: 'fence', defines: ['PERSON', 'WITHOUT_RESTORING_AGAIN'], violates: 'forgotten' },
  { model: 'fence', defines: ['TAKE_OVER', 'WITHOUT_FOLLOWING'], violates: 'forgotten' },
  { model: 'owed', defines: ['WITHOUT_LOOKING'], violates: 'went_on_after_the_mark' },
  { model: 'owed', defines: ['WITHOUT_MARK_OVER_CLOSED'], violates: 'forgotten' },
  { model: 'owed', defines: ['WITHOUT_REFUSING_CLOSED'], violates: 'restored_unasked' },
  { model: 'owed', defines: ['DEATH', 'WITHOUT_MARKING_ALWAYS'], violates: 'never_ended' },
  { model: 'owed', defines: ['JOURNAL_GONE', 'WITHOUT_DNS_FIRST'], violates: 'forgotten' },
  { model: 'owed', defines: ['SECOND_ROLL_BACK', 'WITHOUT_JOINING'], violates: 'two_at_once' },
  {
    model: 'owed',
    defines: ['SECOND_ROLL_BACK', 'DEATH', 'WITHOUT_CONDITION_ON_THE_HOLDER'],
    violates: 'two_at_once',
  },
  {
    model: 'owed',
    defines: ['OUTAGES=0', 'SECOND_ROLL_BACK', 'DEATH', 'NEXT_RUN', 'WITHOUT_CONDITION_ON_THE_RUN'],
    violates: 'restored_unasked',
  },
  { model: 'owed', defines: ['DEATH', 'WITHOUT_ROLL_BACK_ENDED'], violates: 'never_ended' },
  {
    model: 'owed',
    defines: ['SECOND_ROLL_BACK', 'DEATH', 'WITHOUT_TAKING_OVER_THE_DEAD'],
    violates: 'never_ended',
  },
  { model: 'owed', defines: ['HAND_OVER', 'WITHOUT_PREDECESSOR'], violates: 'never_ended' },
  {
    model: 'owed',
    defines: ['OUTAGES=0', 'SECOND_ROLL_BACK', 'DEATH', 'NEXT_RUN', 'WITHOUT_ITS_OWN_RUN'],
    violates: 'restored_unasked',
  },
  { model: 'owed', defines: ['TAKE_OVER', 'WITHOUT_FOLLOWING'], violates: 'forgotten' },
  {
    model: 'owed',
    defines: ['TAKE_OVER', 'WITHOUT_REFUSING_TO_TAKE_OVER'],
    violates: 'went_on_after_the_mark',
  },
  {
    model: 'owed',
    defines: ['JOURNAL_LOST', 'ROUND_DIES', 'WITHOUT_SHUTTING_CLOSED'],
    violates: 'restored_after_refusal',
  },
  { model: 'owed', defines: ['ONE_WAY', 'WITHOUT_MARKING_FIRST'], violates: 'restored_past_one_way' },
  {
    model: 'owed',
    defines: ['ONE_WAY', 'DEATH', 'JOURNAL_AWAY', 'WITHOUT_THE_FENCE_SEEN'],
    violates: 'restored_past_one_way',
  },
  { model: 'owed', defines: ['ONE_WAY', 'WITHOUT_UNLESS_ONE_WAY'], violates: 'restored_past_one_way' },
  { model: 'owed', defines: ['ONE_WAY', 'WITHOUT_KEEPING_THE_STEP'], violates: 'restored_past_one_way' },
  {
    model: 'owed',
    defines: ['ONE_WAY', 'JOURNAL_LOST', 'WITHOUT_ASKING_THE_ZONES'],
    violates: 'restored_past_one_way',
  },
  {
    model: 'owed',
    defines: ['ONE_WAY', 'JOURNAL_AWAY', 'WITHOUT_FINISHING'],
    violates: 'held_though_restored',
  },
];

export const VARIANTS: readonly Variant[] = [...PROTOCOL, ...WITHOUT_A_RULE];

/** As it is listed, and chosen on the command line. */
export function nameOf({ model, defines }: Variant): string {
  return [model, ...defines].join(' ').toLowerCase().replaceAll('_', '-');
}
