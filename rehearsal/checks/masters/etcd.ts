/** What etcd itself says when a scenario is over, and what it was like while it was played. */

import { lostWrites, type Stretch } from '../../etcd/index.ts';
import type { MembersRunning } from '../../scenes/masters/following-machines.ts';
import { duration } from '../../text/numbers.ts';
import type { MastersCheck } from './evidence.ts';

/** Real milliseconds that clients may be without an acknowledged write while etcd elects a leader, on a busy laptop. */
const ELECTION = 5000;

export const noWriteLost: MastersCheck = {
  claim: 'No acknowledged write was lost, read back through every member',
  contradictions: async ({ scene: { masters, writers } }) => {
    const problems: string[] = [];
    for (const cluster of masters.etcdClusters) {
      const writer = writers.get(cluster.name);
      if (!writer || writer.acknowledged.length === 0) {
        problems.push(`${cluster.name}: no write was acknowledged, so this check proves nothing`);
      } else {
        problems.push(...(await lostWrites(cluster, writer)).map((text) => `${cluster.name}: ${text}`));
      }
    }
    return problems;
  },
};

export const quorumKept: MastersCheck = {
  claim: 'No release of a master cost etcd its quorum',
  contradictions: ({ scene: { following, endedByHand, members: all } }) =>
    following.history
      .filter(({ what, instance }) => what === 'down' && !endedByHand.has(instance))
      .flatMap(({ at, instance, members }) =>
        Object.entries(members)
          .filter(([, running]) => running.length < quorumOf(all))
          .map(
            ([cluster, running]) =>
              `${instance} was released at ${new Date(at).toISOString()}, which left ${cluster} with ${running.join(', ') || 'no member'}`,
          ),
      ),
};

export const settledBetween: MastersCheck = {
  claim: 'No master was released before the last member that came back had settled',
  contradictions: ({ scene: { estate, following, endedByHand } }) =>
    following.history.flatMap(({ what, instance, at }, i) => {
      if (what === 'up' || endedByHand.has(instance)) return [];
      const before = following.history.slice(0, i).findLast((one) => one.what === 'up');
      if (before === undefined || at - before.at >= estate.settings.settleSeconds * 1000) return [];
      return [`${instance} was released ${duration(at - before.at)} after ${before.instance} had come up`];
    }),
};

function quorumOf({ length }: readonly string[]): number {
  return Math.floor(length / 2) + 1;
}

export const writesWentOn: MastersCheck = {
  claim: `While etcd had a quorum, no client waited longer for an acknowledged write than the allowed ${duration(ELECTION)} of real time`,
  contradictions: ({ scene: { writers, following, members } }) =>
    [...writers].flatMap(([cluster, writer]) =>
      writer.stretches
        .filter(
          (stretch) =>
            stretch.took > ELECTION &&
            !wasWithoutQuorum(stretch, cluster, following.history, quorumOf(members)),
        )
        .map(
          ({ from, took, reason }) =>
            `${cluster}: ${duration(took)} from ${new Date(from).toISOString()} on: ${reason || 'slow'}`,
        ),
    ),
};

/** Whether at some moment of the stretch fewer members ran than a quorum. */
function wasWithoutQuorum(
  { from, to }: Stretch,
  cluster: string,
  history: readonly MembersRunning[],
  quorum: number,
): boolean {
  return history.some(({ at, members }, i) => {
    const until = history[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    return (members[cluster] ?? []).length < quorum && at <= to && until >= from;
  });
}

export const membersServe: MastersCheck = {
  claim: 'At the end every etcd cluster has all its members, each serves, all at the same revision',
  contradictions: async ({ scene: { masters, members: all } }) => {
    const problems: string[] = [];
    for (const { name, members } of masters.etcdClusters) {
      const revisions = new Set<number>();
      for (const { name: member, client } of members) {
        const known = await client.members();
        if (known.join() !== all.toSorted().join())
          problems.push(`${member} of ${name} knows ${known.join(', ')}`);
        await client.ping();
        revisions.add((await client.status()).revision);
      }
      if (revisions.size !== 1)
        problems.push(`${name} has members at the revisions ${[...revisions].join(', ')}`);
    }
    return problems;
  },
};

export const versionAsked: MastersCheck = {
  claim: 'Every member runs the chosen version of etcd',
  contradictions: async ({ scene: { masters } }) => {
    const problems: string[] = [];
    for (const { name, members } of masters.etcdClusters) {
      for (const { name: member, client } of members) {
        const { version } = await client.status();
        if (version !== masters.etcd.version) {
          problems.push(`${member} of ${name} runs ${version}, not ${masters.etcd.version}`);
        }
      }
    }
    return problems;
  },
};

export const noVolumeTorn: MastersCheck = {
  claim: 'No volume was taken from a running machine',
  contradictions: ({ scene }) => scene.following.torn,
};
