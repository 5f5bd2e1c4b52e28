import { shopMastersSettings } from '../../synth/support/shop-templates.ts';
import { deployedDefinitions } from './definitions.ts';
import { NO_FAULTS } from './process.ts';
import { Storm } from './storm.ts';

const definitions = deployedDefinitions();
const settings = shopMastersSettings();

/** A cluster of three in which nothing goes wrong but what a test does. */
export function quiet(seed: number): Storm {
  return new Storm({
    seed,
    masters: 3,
    settings,
    definitions,
    faults: NO_FAULTS,
    events: { lost: 0, repeated: 0, late: 0 },
    injections: 0,
    aims: [],
    beginsWithRoll: false,
    hours: 0,
    slowestRelease: 30,
  });
}

export function firstMaster({ engine }: Storm): string {
  const [master] = engine.autoScaling.describeAutoScalingInstances().AutoScalingInstances;
  if (!master) throw new Error('There is no master.');
  return master.InstanceId;
}
