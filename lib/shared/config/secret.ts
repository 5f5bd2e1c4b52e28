import { type Home, readArn } from './arn.ts';
import { type Place, showKind, textAttribute } from './place.ts';
import { readTextOrToken } from './values.ts';

const SECRET = {
  what: 'a secret of Secrets Manager',
  service: 'secretsmanager',
  resource: /^secret:([A-Za-z0-9/_+=.@-]{1,519})$/,
  example: "'arn:aws:secretsmanager:<region>:<account>:secret:<name>-AbCdEf'",
  whyRegion: 'the function reads it there',
  whyAccount: 'the function may read it in that account only',
};

/**
 * The ARN of a secret, from a text or a CDK secret; undefined where it is none, which is a problem.
 * @param kept what is in it: `the token`
 */
export function readSecret(place: Place, kept: string, home: Home): string | undefined {
  const { value } = place;
  const complete = textAttribute(value, 'secretFullArn');
  const at = place.with(complete ?? textAttribute(value, 'secretArn') ?? value);
  if (!at.isToken && !(typeof at.value === 'string' && at.value.startsWith('arn:')))
    return at.problem(
      `the ARN of a secret of Secrets Manager; keep ${kept} in that secret, never in a configuration`,
      SECRET.example,
      showKind(at.value),
    );
  const text = readTextOrToken(at, { what: 'the ARN of a secret', example: SECRET.example });
  if (text === undefined || (!at.isToken && readArn(at, text, SECRET, home) === undefined)) return undefined;
  if (complete === undefined) warnOfMissingEnd(place, text);
  return text;
}

/** Secrets Manager takes any hyphen and six characters for the random end; a real one rarely has lower-case letters only. */
function warnOfMissingEnd(place: Place, arn: string): void {
  const [end] = /-[a-z]{6}$/.exec(arn) ?? [];
  if (end === undefined) return;
  place.warning(
    'secret-arn-cut',
    `it ends in '${end}'. If that is part of the secret's name, Secrets Manager looks for another secret: give the complete ARN that \`aws secretsmanager describe-secret\` shows`,
  );
}
