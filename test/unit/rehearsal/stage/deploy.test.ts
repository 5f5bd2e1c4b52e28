import { toldOf } from '../../../../rehearsal/stage/deploy.ts';

describe('what functions are told of', () => {
  const functionWith = (id: string, Ref: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { AWS_SDK_UA_APP_ID: id, JOURNAL_TABLE: { Ref } } } },
  });
  const deployment = {
    stackName: 'Own',
    template: JSON.stringify({
      Resources: {
        Other: functionWith('somebody/else', 'Theirs'),
        Ours: functionWith('kops-cutover/LowerTtl/1', 'Journal'),
      },
    }),
    assets: [],
    resources: new Map(),
    logicalIds: new Map([
      ['Theirs', 'their-table'],
      ['Journal', 'our-table'],
    ]),
  };

  it('is theirs, whatever else the stack has of its type', () => {
    expect(toldOf(deployment, 'JOURNAL_TABLE')).toBe('our-table');
  });

  it('is missed by its name', () => {
    expect(() => toldOf(deployment, 'TOPIC_ARN')).toThrow('No function of Own is told of a TOPIC_ARN.');
  });
});
