import { nestedIn, requirePartition } from '../../../../rehearsal/app/rehearsable.ts';
import type { SynthesisedStack } from '../../../../rehearsal/app/synthesise.ts';

const stackOf = (Type: string, region = 'eu-central-1') =>
  ({ name: 'Own', region, template: { Resources: { One: { Type } } } }) as unknown as SynthesisedStack;

it('tells of nested stacks, in which the migration may be', () => {
  expect(nestedIn([stackOf('AWS::SNS::Topic')])).toBe('');
  expect(nestedIn([stackOf('AWS::SNS::Topic'), stackOf('AWS::CloudFormation::Stack')])).toBe(
    ' Nested stacks, such as those of Own, are not read: put it into a stack of the app to rehearse it.',
  );
});

it('refuses a region that the offline AWS has not', () => {
  expect(() => requirePartition(stackOf('AWS::SNS::Topic', 'ap-southeast-2'))).not.toThrow();
  expect(() => requirePartition(stackOf('AWS::SNS::Topic', 'us-gov-west-1'))).toThrow(
    'The stack Own is deployed to us-gov-west-1, of the partition aws-us-gov. The offline AWS has only that of aws: to rehearse the configuration, deploy it to a region like us-east-1. `npm run plan` reads this one.',
  );
});
