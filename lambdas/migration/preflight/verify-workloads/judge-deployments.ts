import { countOf, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { shown } from '../../domain/workloads/named.ts';
import type { Deployment } from '../../domain/workloads/objects.ts';
import { notes } from './notes.ts';

const WHY = 'A moved name leads to its pods: without them clients get errors.';

/** One that a moved name leads to. That it has one pod alone matters however that pod is. */
export function judgeDeployment(deployment: Deployment): readonly Finding[] {
  const state = judgeState(deployment);
  if (deployment.replicas !== 1) return [state];
  const single = notes.warn(state.subject ?? '', 'deployment-single', {
    seen: 'It has one pod.',
    why: 'Whenever its node is lost or replaced, the name answers with errors until another pod runs.',
    toDo: 'Run two or more, in different zones.',
  });
  return state.level === 'pass' ? [single] : [state, single];
}

function judgeState(deployment: Deployment): Finding {
  const { namespace, name, replicas, available, updated, isObserved, problem } = deployment;
  const subject = shown('deployment', deployment);
  const toDo = `See \`kubectl -n ${namespace} describe deployment ${name}\` and its pods.`;
  const seen = `${available} of ${countOf(replicas, 'pod')} available`;
  if (replicas === 0)
    return notes.fail(subject, 'deployment-not-available', {
      seen: 'It is scaled down to no pods.',
      why: WHY,
      toDo: `\`kubectl -n ${namespace} scale deployment ${name} --replicas=…\``,
    });
  if (available < replicas || problem !== '')
    return notes.fail(subject, 'deployment-not-available', {
      seen: `${seen}${problem === '' ? '' : `, and its controller says ${withoutEnd(problem)}`}.`,
      why: WHY,
      toDo,
    });
  if (!isObserved || updated < replicas)
    return notes.warn(subject, 'deployment-rolling', {
      seen: `${seen}, ${updated} of them as it is now defined.`,
      why: 'A roll-out is under way: what takes the traffic is not yet what will.',
      toDo: `Wait for \`kubectl -n ${namespace} rollout status deployment ${name}\`.`,
    });
  return notes.pass(subject, 'deployment-available', { seen: `${seen}.`, why: WHY });
}
