/** Puts stand-ins for hooks of others into the offline AWS. */
import type { StandIn } from '../../scenes/migration/hook-stand-ins.ts';
import { nameIn, qualifierIn, STAND_IN_ANSWER } from '../../scenes/migration/hook-stand-ins.ts';
import type { AwsClients } from '../../stage/aws-clients.ts';
import { makeStack } from '../../stage/imported.ts';

const STACK = 'StandIns';

/** Under the names that the configuration has; before the app is deployed. */
export async function putStandIns(
  standIns: readonly StandIn[],
  { cloudFormation }: Pick<AwsClients, 'cloudFormation'>,
): Promise<void> {
  if (standIns.length > 0) await makeStack(cloudFormation, STACK, { Resources: resourcesOf(standIns) });
}

/** A function may be named by several ARNs: its own, and those of aliases. */
function resourcesOf(standIns: readonly StandIn[]): Readonly<Record<string, object>> {
  const functions = standIns.filter(({ kind }) => kind === 'function');
  const machines = standIns.filter(({ kind }) => kind === 'stateMachine');
  const names = [...new Set(functions.map(({ arn }) => nameIn(arn)))];
  return Object.assign(
    { Role: ROLE },
    ...names.map((name, i) => functionNamed(name, `Function${i}`, aliasesOf(name, functions))),
    ...machines.map(({ arn }, i) => ({ [`Machine${i}`]: machineNamed(nameIn(arn)) })),
  );
}

function aliasesOf(name: string, functions: readonly StandIn[]): readonly string[] {
  return functions
    .filter(({ arn }) => nameIn(arn) === name)
    .map(({ arn }) => qualifierIn(arn))
    .filter((qualifier) => qualifier !== '' && qualifier !== '$LATEST');
}

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] },
          Action: 'sts:AssumeRole',
        },
      ],
    },
  },
};
const TO_ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };

function functionNamed(FunctionName: string, id: string, aliases: readonly string[]): object {
  const made = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: TO_ROLE,
      Code: { ZipFile: `exports.handler = async () => (${JSON.stringify(STAND_IN_ANSWER)});` },
    },
  };
  const ofIt = { FunctionName: { Ref: id } };
  const alias = (Name: string) => ({
    Type: 'AWS::Lambda::Alias',
    Properties: { ...ofIt, Name, FunctionVersion: { 'Fn::GetAtt': [`${id}Version`, 'Version'] } },
  });
  return {
    [id]: made,
    ...(aliases.length > 0 && { [`${id}Version`]: { Type: 'AWS::Lambda::Version', Properties: ofIt } }),
    ...Object.fromEntries(aliases.map((name, i) => [`${id}Alias${i}`, alias(name)])),
  };
}

function machineNamed(StateMachineName: string): object {
  const answer = { Type: 'Pass', Output: STAND_IN_ANSWER, End: true };
  const definition = { QueryLanguage: 'JSONata', StartAt: 'Answer', States: { Answer: answer } };
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { StateMachineName, RoleArn: TO_ROLE, DefinitionString: JSON.stringify(definition) },
  };
}
