import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/**
 * Contains the before-image, what was written last, holds and decisions. It outlives the stack, because a
 * rollback needs nothing but the zone and this table. Only a first deployment that fails takes it away again, still empty.
 *
 * Without deletion protection: CloudFormation could not take that table away either, and would stop at `ROLLBACK_FAILED`.
 * DynamoDB keeps a backup of a table that somebody deletes for 35 days, because of the point-in-time recovery:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
 */
export class JournalTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'migration', type: AttributeType.STRING },
      sortKey: { name: 'item', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
