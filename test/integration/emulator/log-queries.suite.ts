import { aws } from './shared-emulator.ts';

const group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/asked' } };
const query = (QueryString: string) => ({
  Type: 'AWS::Logs::QueryDefinition',
  Properties: { Name: 'shop/What happened', QueryString, LogGroupNames: [{ Ref: 'Group' }] },
});
const dashboard = {
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: {
    DashboardName: 'shop',
    DashboardBody: { 'Fn::Join': ['', ['{"widgets":[],"of":"', { Ref: 'Group' }, '"}']] },
  },
};

describe('Q41: saved queries and dashboards of a template', () => {
  it('are there as the template has them, with the names of log groups, are changed, and go with their stack', async () => {
    await aws.deploy('log-queries', { Group: group, Query: query('fields @message'), Dashboard: dashboard });
    const saved = { name: 'shop/What happened', query: 'fields @message', groups: ['/aws/lambda/asked'] };
    expect(await aws.emulator.logQueries()).toEqual([saved]);
    expect(await aws.emulator.dashboards()).toEqual({ shop: '{"widgets":[],"of":"/aws/lambda/asked"}' });
    await aws.change('log-queries', { Group: group, Query: query('fields step'), Dashboard: dashboard });
    expect(await aws.emulator.logQueries()).toEqual([{ ...saved, query: 'fields step' }]);
    await aws.remove('log-queries');
    expect(await aws.emulator.logQueries()).toEqual([]);
    expect(await aws.emulator.dashboards()).toEqual({});
  });

  it('come with the filters that make metrics of logs', async () => {
    const filter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: 'Group' },
        FilterPattern: '{ $.message = "done" }',
        MetricTransformations: [{ MetricName: 'done', MetricNamespace: 'shop', MetricValue: '1' }],
      },
    };
    await aws.deploy('metric-filters', { Group: group, Filter: filter });
    expect(await aws.emulator.metricFilters()).toEqual([
      {
        group: '/aws/lambda/asked',
        pattern: '{ $.message = "done" }',
        namespace: 'shop',
        metricName: 'done',
      },
    ]);
    await aws.remove('metric-filters');
  });

  it('say what was logged in a group, and which group there is not', async () => {
    await aws.deploy('log-lines', { Group: group });
    expect(await aws.emulator.logLines('/aws/lambda/asked')).toEqual([]);
    expect(await aws.emulator.logLines('/aws/lambda/nobody')).toBeUndefined();
    await aws.remove('log-lines');
  });
});
