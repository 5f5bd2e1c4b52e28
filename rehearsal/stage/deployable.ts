import { AppRefused } from '../app/choose.ts';
import type { SynthesisedStack } from '../app/synthesise.ts';

/** @param types that CloudFormation can make offline @throws AppRefused with all resources of other types */
export function requireDeployable({ name, template }: SynthesisedStack, types: readonly string[]): void {
  const lacking = Object.entries(template.Resources).filter(
    // One with a condition may not be made at all.
    ([, { Type, Condition }]) =>
      !types.includes(Type) && !Type.startsWith('Custom::') && Condition === undefined,
  );
  if (lacking.length === 0) return;
  const byType = Map.groupBy(lacking, ([, { Type }]) => Type);
  const words = [...byType].map(
    ([type, all]) => `${type} (${all.map(([logicalId]) => logicalId).join(', ')})`,
  );
  throw new AppRefused(
    `The offline AWS can't make what the stack ${name} has of ${words.join(', ')}. Put the migration or the masters into a stack without it to rehearse them.`,
  );
}
