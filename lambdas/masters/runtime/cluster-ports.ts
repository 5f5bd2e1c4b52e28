import { AwsAutoScaling } from '../adapters/auto-scaling.ts';
import { Ec2Instances } from '../adapters/ec2-instances.ts';
import { mastersJournalOf } from './journal.ts';
import type { MastersContext } from './make-handler.ts';

/** The journal, and the cluster's groups and instances: what most of a replacement's states work with. */
export function clusterPorts({ settings, clock }: MastersContext) {
  return {
    settings,
    clock,
    journal: mastersJournalOf(settings),
    autoScaling: new AwsAutoScaling(settings.cluster),
    instances: new Ec2Instances(settings.cluster),
  };
}
