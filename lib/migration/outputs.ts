import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What people and the command need to know of a stack. */
export interface Outputs {
  readonly migrateArn: string;
  readonly rollBackArn: string;
  readonly decideArn: string;
  readonly statusArn: string;
  readonly journalTable: string;
  readonly reportBucket: string;
}

export function putOut(scope: Construct, outputs: Outputs): void {
  const put = (id: string, value: string, description?: string) =>
    new CfnOutput(scope, id, { value, ...(description !== undefined && { description }) });
  put('StartHere', outputs.migrateArn, 'Start an execution of it with {}');
  put('RollBackByHand', outputs.rollBackArn, 'Start an execution of it with {}');
  put('DecideByHand', outputs.decideArn, 'Start an execution of it to answer a hold');
  put('StatusFunction', outputs.statusArn, 'Called by: npx kops-cutover status');
  put('JournalTable', outputs.journalTable);
  put('ReportBucket', outputs.reportBucket);
}
