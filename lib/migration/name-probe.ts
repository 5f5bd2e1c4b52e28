import { Construct, type IConstruct } from 'constructs';
import { ALARMS } from '../../lambdas/migration/contract/states.ts';
import { eachMinute } from './each-minute.ts';
import type { MigrationFunctions } from './functions/migration-functions.ts';

export interface NameProbeProps {
  /** Of the migration. */
  readonly name: string;
  readonly functions: MigrationFunctions;
}

/** Has ProbeNames called each minute, also before a run and after it: an alarm needs data all the time. */
export class NameProbe extends Construct {
  constructor(scope: Construct, id: string, { name, functions }: NameProbeProps) {
    super(scope, id);
    const probeNames = functions.of(ALARMS.probeNames);
    eachMinute(this, `Calls ProbeNames for the migration ${name}.`, probeNames.lambda);
    this.node.addDependency(probeNames);
  }

  /** What treats missing data as breaching comes after it. */
  before(alarms: IConstruct): void {
    alarms.node.addDependency(this);
  }
}
