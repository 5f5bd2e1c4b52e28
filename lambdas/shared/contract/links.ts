/** Links into the AWS console and the runbook, for people. */

import { PARTITIONS } from './regions.ts';

/** Where an execution, a state machine, an alarm, a function or a queue is shown; undefined for what is not the ARN of one. */
export function consoleLink(arn: string): string | undefined {
  const [, name, service, region, account, kind, ...rest] = arn.split(':');
  const partition = PARTITIONS.find((each) => each.name === name);
  if (!partition || !region) return undefined;
  const base = `https://${region}.${partition.console}`;
  if (service === 'cloudwatch' && kind === 'alarm') {
    return `${base}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(rest.join(':'))}`;
  }
  if (service === 'states' && kind === 'execution')
    return `${base}/states/home?region=${region}#/v2/executions/details/${arn}`;
  if (service === 'states' && kind === 'stateMachine')
    return `${base}/states/home?region=${region}#/statemachines/view/${encodeURIComponent(arn)}`;
  if (service === 'lambda' && kind === 'function')
    return `${base}/lambda/home?region=${region}#/functions/${rest.join(':')}`;
  if (service === 'sqs') {
    const queues = `https://sqs.${region}.${partition.domainSuffix}/${account}/`;
    return `${base}/sqs/v3/home?region=${region}#/queues/${encodeURIComponent(queues)}${kind}`;
  }
  return undefined;
}

/** `what: link`, or the bare ARN where no link can be made of it; nothing for an empty one. */
export function linkLine(what: string, arn: string): string[] {
  return arn === '' ? [] : [`${what}: ${consoleLink(arn) ?? arn}`];
}

/**
 * The runbook's heading for a state; headings are anchored in lower case. A runbook that is a file of the repository
 * is no link in a mail, so words stand there, and how to get a link.
 */
export function runbookLine(runbookUrl: string, heading: string): string[] {
  if (runbookUrl === '') return [];
  if (/^https?:/.test(runbookUrl)) return [`Runbook: ${runbookUrl}#${heading.toLowerCase()}`];
  return [`Runbook: ${runbookUrl}, heading ${heading} (set runbookUrl to get a link here)`];
}
