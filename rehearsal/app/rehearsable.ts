import { partitionOf } from '../../lambdas/shared/contract/regions.ts';
import { AppRefused } from './choose.ts';
import type { SynthesisedStack } from './synthesise.ts';

/** Words for somebody whose migration is in one. */
export function nestedIn(stacks: readonly SynthesisedStack[]): string {
  const nesting = stacks.filter(({ template }) =>
    Object.values(template.Resources).some(({ Type }) => Type === 'AWS::CloudFormation::Stack'),
  );
  if (nesting.length === 0) return '';
  const names = nesting.map(({ name }) => name).join(', ');
  return ` Nested stacks, such as those of ${names}, are not read: put it into a stack of the app to rehearse it.`;
}

/** @throws AppRefused for a region of another partition than the offline AWS's */
export function requirePartition({ name, region }: SynthesisedStack): void {
  const partition = partitionOf(region)?.name;
  if (partition === 'aws' || partition === undefined) return;
  throw new AppRefused(
    `The stack ${name} is deployed to ${region}, of the partition ${partition}. The offline AWS has only that of aws: to rehearse the configuration, deploy it to a region like us-east-1. \`npm run plan\` reads this one.`,
  );
}
