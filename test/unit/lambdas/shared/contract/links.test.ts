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
