import type { SynthesisedStack } from '../../../../rehearsal/app/synthesise.ts';
import { requireDeployable } from '../../../../rehearsal/stage/deployable.ts';

const stackOf = (Resources: object) => ({ name: 'Own', template: { Resources } }) as SynthesisedStack;
const TYPES = ['AWS::SNS::Topic'];

it('names every resource of a type that is lacking, by its logical id', () => {
  const stack = stackOf({
    Topic: { Type: 'AWS::SNS::Topic' },
    Queries: { Type: 'AWS::Logs::QueryDefinition' },
    One: { Type: 'AWS::SSM::Document' },
    Two: { Type: 'AWS::SSM::Document' },
  });
  expect(() => requireDeployable(stack, TYPES)).toThrow(
    "The offline AWS can't make what the stack Own has of AWS::Logs::QueryDefinition (Queries), AWS::SSM::Document (One, Two). Put the migration or the masters into a stack without it to rehearse them.",
  );
});

it('leaves custom resources, and those that may not be made', () => {
  const stack = stackOf({
    Custom: { Type: 'Custom::Anything' },
    Perhaps: { Type: 'AWS::SSM::Document', Condition: 'IsProd' },
  });
  expect(() => requireDeployable(stack, TYPES)).not.toThrow();
});
