/** Operations of the REST services, from method and path. Source: the services' API references. */
interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
}

const ROUTE53: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/[^/]+\/rrset\/?$/,
    operation: 'ChangeResourceRecordSets',
  },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/[^/]+\/rrset$/, operation: 'ListResourceRecordSets' },
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/[^/]+\/rrsetprotection$/,
    operation: 'CreateResourceRecordSetProtections',
  },
  {
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/[^/]+\/rrsetprotection\/delete$/,
    operation: 'DeleteResourceRecordSetProtections',
  },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzone\/[^/]+\/rrsetprotection$/,
    operation: 'ListResourceRecordSetProtections',
  },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/?$/, operation: 'ListHostedZones' },
  { method: 'GET', path: /^\/2013-04-01\/hostedzone\/[^/]+$/, operation: 'GetHostedZone' },
  {
    method: 'GET',
    path: /^\/2013-04-01\/hostedzonelimit\/[^/]+\/[^/]+$/,
    operation: 'GetHostedZoneLimit',
  },
  { method: 'GET', path: /^\/2013-04-01\/change\/[^/]+$/, operation: 'GetChange' },
  { method: 'POST', path: /^\/2013-04-01\/healthcheck$/, operation: 'CreateHealthCheck' },
  { method: 'GET', path: /^\/2013-04-01\/healthcheck\/?$/, operation: 'ListHealthChecks' },
  { method: 'GET', path: /^\/2013-04-01\/healthcheck\/[^/]+$/, operation: 'GetHealthCheck' },
  { method: 'POST', path: /^\/2013-04-01\/healthcheck\/[^/]+$/, operation: 'UpdateHealthCheck' },
  { method: 'DELETE', path: /^\/2013-04-01\/healthcheck\/[^/]+$/, operation: 'DeleteHealthCheck' },
  { method: 'GET', path: /^\/2013-04-01\/healthcheck\/[^/]+\/status$/, operation: 'GetHealthCheckStatus' },
];

const LAMBDA: readonly Route[] = [
  { method: 'GET', path: /^\/2016-08-19\/account-settings\/?$/, operation: 'GetAccountSettings' },
  {
    method: 'GET',
    path: /^\/2015-03-31\/functions\/[^/]+\/configuration$/,
    operation: 'GetFunctionConfiguration',
  },
  {
    method: 'GET',
    path: /^\/2019-09-30\/functions\/[^/]+\/concurrency$/,
    operation: 'GetFunctionConcurrency',
  },
  { method: 'POST', path: /^\/2015-03-31\/functions\/[^/]+\/invocations$/, operation: 'Invoke' },
];

const SCHEDULER: readonly Route[] = [
  { method: 'POST', path: /^\/schedules\/[^/]+$/, operation: 'CreateSchedule' },
  { method: 'PUT', path: /^\/schedules\/[^/]+$/, operation: 'UpdateSchedule' },
  { method: 'GET', path: /^\/schedules\/[^/]+$/, operation: 'GetSchedule' },
  { method: 'DELETE', path: /^\/schedules\/[^/]+$/, operation: 'DeleteSchedule' },
];

/** What Prometheus itself has there is one action of IAM. */
const APS: readonly Route[] = ['GET', 'POST'].map((method) => ({
  method,
  path: /^\/workspaces\/[^/]+\/api\/v1\/query_range$/,
  operation: 'QueryMetrics',
}));

const ROUTES: Readonly<Record<string, readonly Route[]>> = {
  aps: APS,
  route53: ROUTE53,
  lambda: LAMBDA,
  scheduler: SCHEDULER,
};

/** The operation's name in the SDK, or '' when it is none that the gateway knows. */
export function restOperation(service: string, method: string, path: string): string {
  return ROUTES[service]?.find((route) => route.method === method && route.path.test(path))?.operation ?? '';
}
