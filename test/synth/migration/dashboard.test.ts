import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { shop } from '../../../bin/shop.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';

const kept = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  without: synthesize({ ...shop, dashboard: false }),
  given: synthesize({
    ...shop,
    traffic: { legacy: [{ namespace: 'shop', metricName: 'Requests', dimensions: { Side: 'legacy' } }] },
  }),
}));

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** References are their logical ids in angle brackets. */
function widgetsIn(template: Template): readonly Widget[] {
  const [found] = Object.values(template.json.Resources).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  const body = found?.Properties?.DashboardBody as {
    readonly 'Fn::Join': readonly [string, readonly (string | object)[]];
  };
  const text = body['Fn::Join'][1].map((part) => {
    if (typeof part === 'string') return part;
    return `<${Object.values(part).flat()[0]}>`;
  });
  return (JSON.parse(text.join('')) as { readonly widgets: readonly Widget[] }).widgets;
}

const actionsOfWatch = (template: Template) =>
  JSON.stringify(
    template
      .resources('AWS::IAM::Role')
      .find(({ Properties }) => Properties.Description === 'What shop-Watch may do'),
  );

describe('the dashboard of a migration', () => {
  const template = shopTemplate();
  const widgets = widgetsIn(template);

  it('shows both sides of requests, errors and latency in graphs above each other', () => {
    const graphs = widgets.filter(({ type }) => type === 'metric');
    for (const title of [
      'Requests a minute',
      'Errors a minute: answers with 5xx',
      'Latency, seconds (p95)',
    ]) {
      const { metrics = [] } = graphs.find(({ properties }) => properties.title === title)?.properties ?? {};
      expect(metrics.map(([namespace, , dimension, side]) => [namespace, dimension, side])).toEqual([
        ['kops-cutover/shop', 'Side', 'legacy'],
        ['kops-cutover/shop', 'Side', 'cluster'],
      ]);
    }
  });

  it('shows every alarm of the stack, and every one that rolls back', () => {
    const shown = new Set(widgets.flatMap(({ properties: { alarms = [] } }) => alarms));
    const own = template.resources('AWS::CloudWatch::Alarm').map(({ id }) => `<${id}>`);
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter((arn) => !shown.has(arn))).toEqual([]);
    expect([...shown].filter((arn) => arn.includes(':alarm:shop-c'))).toHaveLength(5);
  });

  it('is as the picture of it in the documentation', () => {
    const picture = readFileSync(join(import.meta.dirname, '../../../docs/pictures/dashboard.svg'), 'utf8');
    expect(XMLValidator.validate(picture)).toBe(true);
    const texts = [...picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
    const graphs = widgets.filter(({ type }) => type === 'metric');
    const titles = graphs.map(({ properties: { title = '' } }) => title);
    const labels = graphs.flatMap(({ properties: { metrics = [] } }) =>
      metrics.flatMap((entry) => {
        const { label } = (entry.at(-1) ?? {}) as { readonly label?: string };
        return label ?? [];
      }),
    );
    expect(titles.length).toBeGreaterThan(3);
    // Made by `npm start -- alarm-at-half`, which leaves it beside its report: dashboard.svg.
    expect([...titles, ...labels].filter((text) => !texts.includes(text))).toEqual([]);
    expect(picture.match(/<path d="M[^"]+" fill="none" stroke="#/g)).toHaveLength(labels.length);
  });

  it('comes with a saved query for each question, over log groups of the stack', () => {
    const queries = Object.values(template.json.Resources).flatMap(({ Type, Properties = {} }) =>
      Type === 'AWS::Logs::QueryDefinition' ? [Properties] : [],
    );
    expect(queries.map(({ Name }) => Name)).toEqual([
      'kops-cutover/shop/What happened in this run',
      'kops-cutover/shop/Why was it held',
      'kops-cutover/shop/Who called Route 53',
    ]);
    const groups = new Set(template.resources('AWS::Logs::LogGroup').map(({ id }) => id));
    for (const { LogGroupNames } of queries) {
      const names = LogGroupNames as readonly { readonly Ref: string }[];
      expect(names.length).toBeGreaterThan(3);
      expect(names.length).toBeLessThanOrEqual(50);
      expect(names.filter(({ Ref }) => !groups.has(Ref))).toEqual([]);
    }
  });

  it('needs what Watch measures with, and lists no metrics unless the configuration names some', () => {
    for (const action of ['PutMetricData', 'GetMetricData', 'DescribeLoadBalancers'])
      expect(actionsOfWatch(template)).toContain(action);
    expect(actionsOfWatch(template)).not.toContain('ListMetrics');
    expect(actionsOfWatch(kept('given'))).toContain('ListMetrics');
  });
});

describe('without a dashboard', () => {
  it('there is no trace of it', () => {
    const template = kept('without');
    const text = JSON.stringify(template.json);
    for (const word of ['AWS::CloudWatch::Dashboard', 'QueryDefinition', 'PutMetricData'])
      expect(text).not.toContain(word);
    expect(actionsOfWatch(template)).not.toContain('GetMetricData');
  });
});
