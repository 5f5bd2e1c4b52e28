/** That what nobody may read has left no trace. */

/** A text that is found nowhere, and whose it is. */
export interface Canary {
  readonly of: string;
  /** Of letters and digits alone: as such it looks the same in JSON and in URLs. */
  readonly token: string;
}

/** What somebody can read afterwards, and where. */
export interface Trace {
  readonly where: string;
  readonly text: string;
}

/** Which of them is found where, and how it is written there. */
export function leaks(canaries: readonly Canary[], traces: readonly Trace[]): readonly string[] {
  const sought = canaries.flatMap(({ of, token }) =>
    formsOf(token).map(({ form, text }) => ({ of, form, text })),
  );
  return traces.flatMap(({ where, text }) =>
    sought.filter((each) => text.includes(each.text)).map(({ of, form }) => `${of} is in ${where}, ${form}`),
  );
}

interface Form {
  readonly form: string;
  readonly text: string;
}

function formsOf(token: string): readonly Form[] {
  return [
    { form: 'as it is', text: token },
    { form: 'reversed', text: [...token].toReversed().join('') },
    { form: 'in hex', text: Buffer.from(token).toString('hex') },
    ...[0, 1, 2].map((before) => ({ form: 'in base64', text: base64Within(token, before) })),
  ];
}

/** What surely is in the base64 of a text with the token in it. @param before bytes before the token, of three that are written together */
function base64Within(token: string, before: number): string {
  const padded = Buffer.from(`${' '.repeat(before)}${token}`);
  const whole = padded.length - (padded.length % 3);
  // The first group has something else than a blank before the token.
  return padded.subarray(before === 0 ? 0 : 3, whole).toString('base64');
}
