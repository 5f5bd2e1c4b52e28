/** What scenarios of masters need of a cluster. */
import { groupsOfMasters, type MastersEstate } from '../../estate/masters/estate.ts';
import { Missing } from '../scenario.ts';

/** Three masters, by the members of etcd that they are. */
export function threeMasters({ members }: MastersEstate): readonly [string, string, string] | Missing {
  const [a, b, c] = members;
  if (a === undefined || b === undefined || c === undefined)
    return new Missing(`three masters at least; etcd's volumes name ${members.length} members`);
  return [a, b, c];
}

/** Exactly three. */
export function onlyThreeMasters(estate: MastersEstate): readonly [string, string, string] | Missing {
  const { length } = estate.members;
  return length > 3
    ? new Missing(`three masters; etcd's volumes name ${length} members`)
    : threeMasters(estate);
}

/** Three masters, of which the second is taken out of a load balancer before it goes, which takes time. */
export function threeMastersThatDrain(estate: MastersEstate): readonly [string, string, string] | Missing {
  const three = threeMasters(estate);
  if (three instanceof Missing) return three;
  const { snapshot, home, settings } = estate;
  const name = estate.groupOf(three[1]);
  const group = groupsOfMasters(snapshot, home, settings.cluster).find(
    ({ AutoScalingGroupName }) => AutoScalingGroupName === name,
  );
  if (group?.TargetGroupARNs?.length) return three;
  return new Missing('masters in a target group, from which they drain');
}
