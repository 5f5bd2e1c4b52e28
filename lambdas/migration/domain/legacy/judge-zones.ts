import { countOf } from '../../../shared/domain/text.ts';
import { type Remark, remarks } from '../readiness/finding.ts';
import type { HostPool } from './host-pool.ts';

/** Whether each zone in which the load balancer takes requests has a healthy host. */
export function judgeZones(subject: string, { zones, hosts }: HostPool): readonly Remark[] {
  const healthyIn = (zone: string) => hosts.filter((host) => host.isHealthy && host.zone === zone).length;
  const inWords = zones.map((zone) => `${zone} ${healthyIn(zone)}`).join(', ');
  const empty = zones.filter((zone) => healthyIn(zone) === 0);
  if (empty.length === 0)
    return [
      remarks.pass(subject, 'legacy-zones-healthy', {
        seen: `Each of its ${countOf(zones.length, 'zone')} has healthy hosts: ${inWords}.`,
        why: 'A rollback gives legacy all the traffic, in every zone.',
      }),
    ];
  if (empty.length === zones.length)
    return [
      remarks.fail(subject, 'legacy-zone-empty', {
        seen: `None of its ${countOf(hosts.length, 'host')} is healthy in a zone of the load balancer: ${inWords}.`,
        why: 'After a rollback, legacy would serve nobody.',
        toDo: `Start healthy hosts in ${zones.join(', ')}.`,
      }),
    ];
  return [
    remarks.fail(subject, 'legacy-zone-empty', {
      seen: `No healthy host in ${empty.join(', ')}. Healthy hosts by zone: ${inWords}.`,
      why: 'After a rollback, legacy would serve from the other zones alone, and not survive the loss of one.',
      toDo: `Start healthy hosts in ${empty.join(', ')}, or take what is empty off the load balancer.`,
    }),
  ];
}
