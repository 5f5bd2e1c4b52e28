import { createHash } from 'node:crypto';
import { type CustomResource, Names, Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import type { GuardProperties } from '../../lambdas/migration/contract/guard.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { DEPLOYMENT } from '../../lambdas/migration/contract/states.ts';
import { customResource } from '../shared/functions/custom-resource.ts';
import { settingsFile } from '../shared/functions/settings-file.ts';
import type { MigrationFunctions } from './functions/migration-functions.ts';
import type { NamedAlarm } from './made-alarms/definitions.ts';

export interface NamesGuardProps {
  readonly settings: MigrationSettings;
  readonly functions: MigrationFunctions;
  readonly logRetention: RetentionDays;
  readonly madeAlarms: readonly Pick<NamedAlarm, 'name'>[] | undefined;
}

const ANSWERED_BY = `${DEPLOYMENT.guardNames}-AnswerCloudFormation`;
/** Of a function's name. */
const LONGEST = 64;

/**
 * Has GuardNames asked whether an open run can spare the names that a deployment takes away. What is refused here must not
 * have been changed before: so all that is changed `after` it waits for the answer.
 */
export class NamesGuard extends Construct {
  readonly #resource: CustomResource;

  constructor(
    scope: Construct,
    id: string,
    { settings, functions, logRetention, madeAlarms }: NamesGuardProps,
  ) {
    super(scope, id);
    // Named after where it stands, not after the migration, whose name may change once its run is over.
    const place = Names.uniqueResourceName(scope, {
      maxLength: LONGEST - ANSWERED_BY.length - 1,
      separator: '-',
    });
    this.#resource = customResource(this, 'Names', {
      resourceType: 'Custom::NamesGuard',
      lambda: functions.of(DEPLOYMENT.guardNames).lambda,
      answeredBy: `${place}-${ANSWERED_BY}`,
      properties: propertiesOf(Stack.of(this), settings, madeAlarms),
      logRetention,
    });
  }

  /** Lets `parts` be changed only after the guard has allowed it. */
  before(parts: readonly IConstruct[]): void {
    for (const part of parts) part.node.addDependency(this.#resource);
  }
}

function propertiesOf(
  stack: Stack,
  { migration, zones, dataPlane, nameProbe }: MigrationSettings,
  madeAlarms: NamesGuardProps['madeAlarms'],
): GuardProperties {
  const { text, tokens } = settingsFile({ zones });
  return {
    Migration: migration,
    Names: createHash('sha256').update(text).digest('hex'),
    ...(tokens.length > 0 && { ZoneIds: stack.toJsonString([...tokens]) }),
    ...(dataPlane && { DataPlane: 'on' }),
    ...(nameProbe && { NameProbe: 'on' }),
    ...(madeAlarms && { MadeAlarms: madeAlarms.map(({ name }) => name) }),
  };
}
