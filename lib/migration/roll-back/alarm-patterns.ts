/** EventBridge's limit for one pattern, characters. */
export const PATTERN_LIMIT = 2_048;

/** Characters of the pattern without the ARNs. A test checks it. */
const FRAME = 160;

/** Room for an ARN that is known only at deploy time. */
const TOKEN_ARN = 340;

/** Parts the alarms so that each part's pattern fits; most migrations have one part. */
export function partAlarms(arns: readonly string[], isToken: (arn: string) => boolean): readonly string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const arn of arns) {
    const size = isToken(arn) ? TOKEN_ARN : JSON.stringify(arn).length + 1;
    if (size > room) {
      parts.push([]);
      room = PATTERN_LIMIT - FRAME;
    }
    parts.at(-1)?.push(arn);
    room -= size;
  }
  return parts;
}
