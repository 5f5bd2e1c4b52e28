import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A query of CloudWatch Logs Insights over logs of functions, whose lines are JSON. */
export interface LogQuery {
  /** CloudWatch takes 50. */
  readonly groups: readonly ILogGroup[];
  readonly lines: readonly string[];
}

/** How queries end. @param most lines that are shown */
export function newestFirst(most: number): readonly string[] {
  return ['sort @timestamp desc', `limit ${most}`];
}

/** Saved queries, in a folder of the migration's or the masters' name. */
export class LogQueries extends Construct {
  /** @param queries by what they answer */
  constructor(scope: Construct, id: string, name: string, queries: Readonly<Record<string, LogQuery>>) {
    super(scope, id);
    for (const [answers, { groups, lines }] of Object.entries(queries))
      new CfnQueryDefinition(this, answers.replaceAll(/\W/g, ''), {
        name: `kops-cutover/${name}/${answers}`,
        logGroupNames: groups.map(({ logGroupName }) => logGroupName),
        queryString: lines.join('\n| '),
      });
  }
}
