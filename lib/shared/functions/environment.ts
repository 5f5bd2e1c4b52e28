import { CfnResource, Reference, Stack, Token } from 'aws-cdk-lib';
import { ConfigError } from '../config/config-error.ts';
import { withTokensAs } from '../config/token-text.ts';

/** Lambda's limit for all variables of a function together, measured as one JSON text. */
export const ENVIRONMENT_LIMIT = 4_096;

/** `-` and random characters: the end of a name that CloudFormation makes of the stack's and the resource's. */
const NAME_END = 14;

/** What stands before the name in an ARN: `arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:`, and a little more. */
const ARN_START = 56;

/** Room for a value of which nothing is known: an import, a parameter. */
const UNKNOWN = 100;

interface Settings {
  /** The name that functions are named after. */
  readonly name: string;
  /** Name of the variable with the deploy-time values. */
  readonly variable: string;
  /** The deploy-time values of the settings. */
  readonly values: readonly string[];
}

/**
 * A function's variables, with the deploy-time values of its settings.
 * @throws ConfigError where they are probably more than Lambda takes: it would say so half-way in the deployment only
 */
export function functionEnvironment(
  stack: Stack,
  variables: Readonly<Record<string, string>>,
  { name, variable, values }: Settings,
): Record<string, string> {
  if (values.length === 0) return { ...variables };
  const likely = Object.fromEntries(Object.entries(variables).map(([key, text]) => [key, filledIn(text)]));
  const bytes = Buffer.byteLength(
    JSON.stringify({ ...likely, [variable]: JSON.stringify(values.map(filledIn)) }),
  );
  if (bytes > ENVIRONMENT_LIMIT) throw tooManyValues(name, values.length, bytes);
  return { ...variables, [variable]: stack.toJsonString([...values]) };
}

/** The text as long as it will probably be. */
function filledIn(text: string): string {
  if (!Token.isUnresolved(text)) return text;
  return withTokensAs(text, (token) => 'x'.repeat(likelyLength(token)));
}

function likelyLength(token: unknown): number {
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return UNKNOWN;
  const { stackName } = Stack.of(token.target);
  if (Token.isUnresolved(stackName)) return UNKNOWN;
  const logicalId: string = Stack.of(token.target).resolve(token.target.logicalId);
  const name = `${stackName}-${logicalId}`.length + NAME_END;
  return token.displayName === 'Ref' ? name : ARN_START + name;
}

function tooManyValues(name: string, count: number, bytes: number): ConfigError {
  return new ConfigError(`'${name}'`, [
    {
      path: '',
      value: `${count} values that are resolved only at deploy time (a CDK alarm has two); a function's environment would have about ${bytes} bytes`,
      expected: `at most ${ENVIRONMENT_LIMIT} bytes, Lambda's limit`,
      fix: "values known at synth instead of some of them: alarms by a fixed `alarmName`, `alarms: ['cluster-5xx']`; keys by their ARNs",
    },
  ]);
}
