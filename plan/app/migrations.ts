import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import type { Resource, SynthesisedStack } from './synthesise.ts';

/** A migration of an app, as its functions get it. */
export interface PlannedMigration {
  readonly stack: string;
  readonly settings: MigrationSettings;
}

/** Each stack may have several, and others none. */
export function migrationsIn(stacks: readonly SynthesisedStack[]): readonly PlannedMigration[] {
  return stacks.flatMap((stack) =>
    Object.values(stack.template.Resources)
      .filter(isPlanner)
      .map((planner) => migrationOf(planner, stack)),
  );
}

/** The function that makes the plan has all settings beside its code. */
function isPlanner({ Type, Properties }: Resource): boolean {
  if (Type !== 'AWS::Lambda::Function') return false;
  return (
    variablesOf(Properties)
      .AWS_SDK_UA_APP_ID?.toString()
      .startsWith(`kops-cutover/${MIGRATE.assessReadiness}/`) ?? false
  );
}

function variablesOf(properties: Resource['Properties']): Readonly<Record<string, unknown>> {
  const { Variables = {} } = (properties?.Environment ?? {}) as {
    Variables?: Readonly<Record<string, unknown>>;
  };
  return Variables;
}

function migrationOf({ Metadata }: Resource, { name, folder }: SynthesisedStack): PlannedMigration {
  const asset = String(Metadata?.['aws:asset:path']);
  return { stack: name, settings: JSON.parse(readFileSync(join(folder, asset, SETTINGS_FILE), 'utf8')) };
}
