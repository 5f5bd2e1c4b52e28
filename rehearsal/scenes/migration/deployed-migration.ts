/** What an app that is deployed in place of the usual one brings into the world of a scene. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { migrationsIn } from '../../app/migration/migrations.ts';
import type { SynthesisedStack } from '../../app/synthesise.ts';
import { deployedValues } from '../../values/deployed-values.ts';
import type { Facts } from '../../values/facts.ts';
import { withTemplateAlarms } from '../../values/template-alarms.ts';
import { alarmsOf } from './alarms.ts';
import type { PrometheusSetting } from './prometheus.ts';
import type { Scene } from './scene.ts';

/** @param around where its Prometheus is reached */
export async function putDeployed(
  stack: SynthesisedStack,
  scene: Scene,
  around: Omit<PrometheusSetting, 'estate'>,
): Promise<void> {
  const [migration] = migrationsIn([stack]);
  if (!migration) throw new Error(`The stack ${stack.name} has no migration.`);
  const { settings, facts } = deployedValues(migration, scene.estate.snapshot);
  putSignals({ stack, settings, facts }, scene);
  await scene.prometheus.serve({ estate: { ...scene.estate, settings }, ...around });
}

interface Deployed {
  readonly stack: SynthesisedStack;
  readonly settings: MigrationSettings;
  readonly facts: Facts;
}

/** Follows its signals, and makes the alarms that it has and the usual one hasn't. */
function putSignals(
  { stack, settings, facts }: Deployed,
  { world, elsewhere, now, estate: { home, snapshot } }: Scene,
): void {
  const there = new Set(world.alarms.map(({ definition }) => definition.name));
  const names = settings.alarms.map(({ name }) => name).filter((name) => !there.has(name));
  for (const alarm of alarmsOf(withTemplateAlarms(snapshot, stack, { names, facts }), home, names))
    if (alarm.kind === 'metric') world.addAlarm(alarm);
  elsewhere.follow(settings.signals ?? [], now());
}
