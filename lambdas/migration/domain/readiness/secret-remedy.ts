/** By what Secrets Manager answers where it doesn't give a value. Source: the errors of GetSecretValue in its API reference. */
const REMEDIES: readonly {
  readonly answer: RegExp;
  readonly remedy: (secret: string, keyField: string) => string;
}[] = [
  {
    answer: /InvalidRequestException: .*marked for deletion/,
    remedy: (secret) => `Restore it (\`aws secretsmanager restore-secret --secret-id ${secret}\`).`,
  },
  {
    answer: /ResourceNotFoundException/,
    remedy: (secret) =>
      `Create it, or put a value into it (\`aws secretsmanager put-secret-value --secret-id ${secret}\`): no version is current.`,
  },
  { answer: /DecryptionFailure/, remedy: () => 'Enable its key, or cancel the key’s deletion.' },
  {
    answer: /AccessDenied/,
    remedy: (_secret, keyField) =>
      `Change the policy that the message names: of the secret, or of its key. If the function’s role lacks the key, give that as \`${keyField}\`.`,
  },
];

/**
 * What to do about a secret that could not be read; undefined where Secrets Manager didn't say why.
 * @param secret its ARN
 * @param keyField where the configuration names its key
 */
export function secretRemedy(secret: string, said: string, keyField: string): string | undefined {
  return REMEDIES.find(({ answer }) => answer.test(said))?.remedy(secret, keyField);
}
