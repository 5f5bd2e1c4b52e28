/** Signals of an app that is deployed in place of the usual one, in the world of a scene. */
import { migrationsIn } from '../../app/migration/migrations.ts';
import type { SynthesisedStack } from '../../app/synthesise.ts';
import { deployedValues } from '../../values/deployed-values.ts';
import { withTemplateAlarms } from '../../values/template-alarms.ts';
import { alarmsOf } from './alarms.ts';
import type { Scene } from './scene.ts';

/** Follows the signals of `stack`, and makes the alarms that it has and the usual one hasn't. */
export function putSignals(
  stack: SynthesisedStack,
  {
    world,
    elsewhere,
    now,
    estate: { home, snapshot },
  }: Pick<Scene, 'world' | 'elsewhere' | 'now' | 'estate'>,
): void {
  const [migration] = migrationsIn([stack]);
  if (!migration) throw new Error(`The stack ${stack.name} has no migration.`);
  const { settings, facts } = deployedValues(migration, snapshot);
  const there = new Set(world.alarms.map(({ definition }) => definition.name));
  const names = settings.alarms.map(({ name }) => name).filter((name) => !there.has(name));
  for (const alarm of alarmsOf(withTemplateAlarms(snapshot, stack, { names, facts }), home, names))
    if (alarm.kind === 'metric') world.addAlarm(alarm);
  elsewhere.follow(settings.signals ?? [], now());
}
