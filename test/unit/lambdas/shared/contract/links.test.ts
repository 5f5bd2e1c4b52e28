import { consoleLink, linkLine, runbookLine } from '../../../../../lambdas/shared/contract/links.ts';

describe('links', () => {
  it.each([
    [
      'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:r1',
      'https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:r1',
    ],
    [
      'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide',
      'https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/statemachines/view/arn%3Aaws%3Astates%3Aus-west-1%3A111122223333%3AstateMachine%3Ashop-Decide',
    ],
    [
      'arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:too many: 5xx',
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#alarmsV2:alarm/too%20many%3A%205xx',
    ],
    [
      'arn:aws:lambda:us-west-1:111122223333:function:shop-masters-SweepMasters',
      'https://us-west-1.console.aws.amazon.com/lambda/home?region=us-west-1#/functions/shop-masters-SweepMasters',
    ],
    [
      'arn:aws:sqs:us-west-1:111122223333:Masters-Undelivered',
      'https://us-west-1.console.aws.amazon.com/sqs/v3/home?region=us-west-1#/queues/https%3A%2F%2Fsqs.us-west-1.amazonaws.com%2F111122223333%2FMasters-Undelivered',
    ],
    [
      'arn:aws-cn:sqs:cn-north-1:111122223333:Masters-Undelivered',
      'https://cn-north-1.console.amazonaws.cn/sqs/v3/home?region=cn-north-1#/queues/https%3A%2F%2Fsqs.cn-north-1.amazonaws.com.cn%2F111122223333%2FMasters-Undelivered',
    ],
  ])('%s', (arn, link) => {
    expect(consoleLink(arn)).toBe(link);
    expect(linkLine('It', arn)).toEqual([`It: ${link}`]);
  });

  it('are not made up: an ARN of another kind stays as it is, and nothing stays nothing', () => {
    expect(linkLine('Cause', 'arn:aws:s3:::bucket')).toEqual(['Cause: arn:aws:s3:::bucket']);
    expect(linkLine('Cause', '')).toEqual([]);
    expect(runbookLine('', 'JudgeSoak')).toEqual([]);
  });

  it('into a runbook that is a file are words', () => {
    expect(runbookLine('docs/runbook.md', 'HoldForDecision')).toEqual([
      'Runbook: docs/runbook.md, heading HoldForDecision (set runbookUrl to get a link here)',
    ]);
  });

  it('into the runbook name the heading', () => {
    expect(runbookLine('https://x.test/runbook.md', 'HoldForDecision')).toEqual([
      'Runbook: https://x.test/runbook.md#holdfordecision',
    ]);
  });
});
