import { SnsTopic } from '../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { AwsAutoScaling } from '../adapters/auto-scaling.ts';
import { Ec2Instances } from '../adapters/ec2-instances.ts';
import { SfnReplacements } from '../adapters/sfn-replacements.ts';
import { ElbTargets } from '../adapters/targets.ts';
import { ENV } from '../contract/environment.ts';
import { mastersJournalOf } from './journal.ts';
import type { MastersContext } from './make-handler.ts';

/** All of AWS that a page needs: its lease, its mail, and the master's load balancers. */
export function pagePorts({ settings, clock }: MastersContext) {
  return {
    settings,
    clock,
    journal: mastersJournalOf(settings),
    autoScaling: new AwsAutoScaling(settings.cluster),
    instances: new Ec2Instances(settings.cluster),
    targets: new ElbTargets(),
    topic: new SnsTopic(environmentValue(ENV.topicArn)),
    replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
    decideArn: environmentValue(ENV.decideArn),
  };
}
