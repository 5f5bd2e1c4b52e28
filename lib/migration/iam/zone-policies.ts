import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Grant } from '../../shared/iam/common.ts';
import { drillRights, ownZones, ZONES_A_READING_POLICY, type ZoneRights, zoneRights } from './zone-rights.ts';
import { changeStatement, denials } from './zone-statements.ts';

/**
 * What the functions may do with the zones' records, in policies that their roles share: those of many zones are larger than
 * a role's own policy may be.
 */
export class ZonePolicies extends Construct {
  /** To read the records of all zones. */
  readonly read: readonly Grant[];
  /** To change the migration's records and fences, and no others. */
  readonly change: readonly Grant[];
  /** To change what a drill makes, and nothing that is moved. */
  readonly drill: readonly Grant[];

  constructor(scope: Construct, id: string, settings: MigrationSettings) {
    super(scope, id);
    const arns = zoneArns(this, settings);
    const arnOf = new Map(ownZones(settings).map((zone, index) => [zone.id, arns[index] ?? '']));
    const { attached, own } = zoneRights(settings);
    const statementOf = (zone: (typeof own)[number]): PolicyStatement =>
      changeStatement(arnOf.get(zone.id) ?? '', zone);

    this.read = chunksOf(arns, ZONES_A_READING_POLICY).map((resources, index) =>
      this.#policy(`Read${index + 1}`, 'Reads the records of the migration’s zones', [
        new PolicyStatement({ actions: ['route53:ListResourceRecordSets'], resources }),
      ]),
    );
    const changing = (kind: string, description: string, policies: ZoneRights['attached']): Grant[] =>
      policies.map((zones, index) =>
        this.#policy(`${kind}${index + 1}`, description, [
          ...(index === 0 ? denials() : []),
          ...zones.map(statementOf),
        ]),
      );
    this.change = [
      ...changing('Change', 'Changes the migration’s records and fences', attached),
      ...own.map((zone) => ({ statement: statementOf(zone) })),
    ];
    this.drill =
      settings.drill === false ? [] : changing('Drill', 'Changes what a drill makes', drillRights(settings));
  }

  #policy(id: string, description: string, statements: PolicyStatement[]): Grant {
    return {
      shared: new ManagedPolicy(this, id, { description, document: new PolicyDocument({ statements }) }),
    };
  }
}

export function zoneArns(scope: Construct, settings: MigrationSettings): string[] {
  return ownZones(settings).map(({ id }) => route53Arn(scope, 'hostedzone', id));
}

/** Route 53's ARNs name neither a region nor an account. */
export function route53Arn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'route53', region: '', account: '', resource, resourceName });
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
