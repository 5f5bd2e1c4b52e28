import { environmentValue } from '../../shared/runtime/environment.ts';
import { people } from '../../shared/runtime/people.ts';
import { SfnReplacements } from '../adapters/sfn-replacements.ts';
import { ElbTargets } from '../adapters/targets.ts';
import { ENV } from '../contract/environment.ts';
import { clusterPorts } from './cluster-ports.ts';
import type { MastersContext } from './make-handler.ts';

/** All of AWS that a page needs: its lease, its mail, and the master's load balancers. */
export function pagePorts(context: MastersContext) {
  return {
    ...clusterPorts(context),
    targets: new ElbTargets(),
    topic: people(),
    replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
    decideArn: environmentValue(ENV.decideArn),
  };
}
