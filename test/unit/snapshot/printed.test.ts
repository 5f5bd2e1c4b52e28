import { printed } from '../../../snapshot/aws/printed.ts';

describe('what the CLI prints of an answer', () => {
  it('is all of its pages, without what belongs to pages', () => {
    const pages = [
      { $metadata: {}, Names: ['a'], NextToken: 'x', IsTruncated: true, Total: 1, Gone: undefined },
      { $metadata: {}, Names: ['b', 'c'], NextToken: undefined, MaxItems: 100, Total: 2 },
    ];
    expect(printed(pages)).toEqual({ Names: ['a', 'b', 'c'], Total: 2 });
  });

  it('has times as text, with microseconds only where there are any', () => {
    const times = [new Date('2027-01-04T08:00:00Z'), new Date('2027-01-04T08:00:00.120Z')];
    expect(printed([{ Inner: { times, none: undefined } }])).toEqual({
      Inner: { times: ['2027-01-04T08:00:00+00:00', '2027-01-04T08:00:00.120000+00:00'] },
    });
  });

  it('has policies that come URL-encoded as the JSON in them', () => {
    const Policy = encodeURIComponent('{"Version":"2012-10-17"}');
    expect(printed([{ Policy, Role: { Policy, Name: Policy } }], ['Policy'])).toEqual({
      Policy: { Version: '2012-10-17' },
      Role: { Policy: { Version: '2012-10-17' }, Name: Policy },
    });
  });
});
