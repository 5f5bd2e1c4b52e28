/** What a migration deploys beside its functions' settings, and people decide on. */
import { ENV } from '../../lambdas/shared/contract/environment.ts';
import { pathOf } from '../../rehearsal/app/settings.ts';
import { environmentOf, type Resource, type SynthesisedStack } from '../../rehearsal/app/synthesise.ts';

export interface Deployed {
  /** E-mail addresses that get its notifications. */
  readonly emails: readonly string[];
  /** The topic, where it is an existing one. */
  readonly topic: string;
  /** When its preflight is repeated, as EventBridge writes it; '' where it isn't. */
  readonly repeated: string;
  /** How long logs are kept, days; 0 for ever. */
  readonly logDays: number;
}

/** @param scope the construct of the migration */
export function deployedIn({ template }: SynthesisedStack, scope: string): Deployed {
  const resources = Object.values(template.Resources).filter((each) => pathOf(each).startsWith(`${scope}/`));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(propertiesOf);
  const subscriptions = ofType('AWS::SNS::Subscription');
  const topics = resources.flatMap(topicArn);
  const [schedule] = ofType('AWS::Events::Rule').flatMap(
    ({ ScheduleExpression }) => ScheduleExpression ?? [],
  );
  const days = ofType('AWS::Logs::LogGroup').map(({ RetentionInDays }) => Number(RetentionInDays ?? 0));
  return {
    emails: subscriptions.map(({ Endpoint }) => String(Endpoint)).toSorted(),
    topic: topics[0] ?? '',
    repeated: String(schedule ?? ''),
    logDays: Math.max(0, ...days),
  };
}

function propertiesOf({ Properties = {} }: Resource): Readonly<Record<string, unknown>> {
  return Properties;
}

/** That of a topic of the stack's own is a reference. */
function topicArn(resource: Resource): readonly string[] {
  const arn = environmentOf(resource)[ENV.topicArn];
  return typeof arn === 'string' ? [arn] : [];
}
