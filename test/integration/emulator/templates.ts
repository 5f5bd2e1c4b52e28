/** Templates of the small functions and machines that the emulator's tests deploy. */

type OneOrMore = string | readonly string[];
type Statement = {
  Effect: 'Allow' | 'Deny';
  Action: OneOrMore;
  Resource: OneOrMore;
  Condition?: object;
};

/** A function `<id>` with the role `<id>Role`; `body` is CommonJS that sets `exports.handler`. */
export function functionOf(
  id: string,
  body: string,
  settings: { statements?: Statement[]; timeout?: number; memory?: number } = {},
) {
  return {
    [`${id}Role`]: role('lambda.amazonaws.com', settings.statements ?? []),
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Timeout: settings.timeout ?? 30,
        MemorySize: settings.memory ?? 128,
        Code: { ZipFile: body },
      },
    },
  };
}

/** How a definition names something of its template: a function by its ARN, or one of `machineOf`'s `names`. */
export function named(name: string) {
  return `\${${name}}`;
}

/** What the role of a machine allows if a test says nothing else: what the machines of these tests do. */
const MACHINE_MAY: Statement[] = ['lambda:InvokeFunction', 'states:StartExecution', 'sns:Publish'].map(
  (Action) => ({ Effect: 'Allow', Action, Resource: '*' }),
);

/** A machine `<id>` in JSONata. */
export function machineOf(
  id: string,
  definition: object,
  functions: string[] = [],
  names: Record<string, object> = {},
  may: Statement[] = MACHINE_MAY,
) {
  const arns = Object.fromEntries(functions.map((name) => [name, { 'Fn::GetAtt': [name, 'Arn'] }]));
  return {
    [`${id}Role`]: role('states.amazonaws.com', may),
    [id]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        DefinitionString: {
          'Fn::Sub': [JSON.stringify({ QueryLanguage: 'JSONata', ...definition }), { ...arns, ...names }],
        },
      },
    },
  };
}

/** A state that invokes a function by its name in the template. */
export function invoke(name: string, more: object = {}) {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: named(name), Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
    ...more,
  };
}

export function arnOf(machine: string) {
  return { [machine]: { Value: { Ref: machine } } };
}

export function role(service: string, statements: Statement[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      Policies: statements.length
        ? [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement: statements } }]
        : [],
    },
  };
}

/** A function that fails with an error of its own name. */
export const THROWS = `class ZoneChanged extends Error { name = 'ZoneChanged'; }
exports.handler = async () => { throw new ZoneChanged('somebody else wrote'); };`;

/** A machine `Machine` that does nothing, with the role `Runs` for who starts it. */
export const PASS = {
  ...machineOf('Machine', { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } }),
  Runs: role('events.amazonaws.com', [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' }]),
};

/** The target that starts it. */
export const TO_MACHINE = { Arn: { Ref: 'Machine' }, RoleArn: { 'Fn::GetAtt': ['Runs', 'Arn'] } };

export function ruleOf(when: object, target: object) {
  return { Type: 'AWS::Events::Rule', Properties: { ...when, Targets: [{ Id: 'target', ...target }] } };
}
