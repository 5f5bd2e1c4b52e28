/** A snapshot from the beginning to its end: credentials, questions, and whether it is whole. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { called } from '#own';
import { displayName } from '../lambdas/shared/contract/dns-names.ts';
import { countOf } from '../lambdas/shared/domain/text.ts';
import { namedBy } from '../rehearsal/estate/migration/named.ts';
import { pathOf } from '../rehearsal/snapshot/file-kind.ts';
import { TERRAFORM_SHOW } from '../rehearsal/snapshot/kinds/terraform.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import type { Asking } from './aws/clients.ts';
import { identitiesFor } from './aws/identify.ts';
import { Staging } from './folder/staging.ts';
import type { TakeRequest } from './request.ts';
import type { Progress } from './source/aws-source.ts';
import { SnapshotNotTaken } from './source/trouble.ts';
import { type Answered, settleAll, takeAll } from './take.ts';
import type { TerraformFile } from './terraform.ts';
import { type SynthesisedParts, unsettled } from './wanted/settled.ts';
import { type AccountWanted, wantedBy } from './wanted/wanted.ts';

export interface RunOptions {
  /** Where the snapshot is put. */
  readonly folder: string;
  readonly now: () => number;
  readonly asking: Asking;
  readonly progress: Progress;
  /** Gets what people should know of it. */
  readonly say: (line: string) => void;
  readonly terraform?: readonly TerraformFile[];
  readonly clientOptions?: object;
}

/** @throws SnapshotNotTaken, SnapshotRefused when what AWS answered can't be used */
export async function run(
  parts: SynthesisedParts,
  request: TakeRequest,
  { folder, now, asking, progress, say, terraform = [], clientOptions = {} }: RunOptions,
): Promise<void> {
  const named = wantedBy(unsettled(parts));
  const profiles = { byAccount: request.profiles, general: request.profile };
  const identities = await identitiesFor(named, profiles, asking, clientOptions);
  const roles = [...identities].flatMap(([account, { role }]) => (role ? [{ account, role }] : []));
  const { keepTxt } = request;
  const staging = new Staging(folder, { accounts: named, roles, keepTxt }, now());
  if (staging.found > 0) say(`Continues: ${countOf(staging.found, 'file')} of an earlier run are there.`);
  const options = { staging, keepTxt, identities, asking, progress, clientOptions };
  const settled = await settleAll(parts, named, options);
  const accounts = wantedBy(settled.deployed);
  const answered = [...settled.answered, ...(await takeAll(accounts, options))];
  requireWhole(accounts, answered, request);
  for (const { what, place } of answered.flatMap(({ absences }) => absences))
    say(`Account ${place.account} has none of it: ${what}`);
  for (const { what } of settled.lacking)
    say(
      `AWS does not say ${what}: deploy the stack that makes it, or correct the app. Then take the snapshot again.`,
    );
  for (const { account, role } of roles)
    say(
      `What the role ${role} may do is not read: a rehearsal needs it. Name a profile: --profile ${account}=<name>`,
    );
  for (const { name, content } of terraform)
    staging.json(pathOf(TERRAFORM_SHOW, { account: accounts[0]?.account ?? '', names: [name] }), content);
  staging.finish(
    accounts.map(({ account }) => account),
    namedBy(settled.deployed.migrations),
    now(),
  );
  const byHand = answered
    .flatMap(({ byHands }) => byHands)
    .filter(({ file }) => !existsSync(join(folder, file)));
  if (byHand.length > 0)
    say(
      `What runs in the cluster only kubectl shows: ${countOf(byHand.length, 'file')} to make by hand. For their commands: ${called('snapshot', `--app "${request.app}" --out "${request.out}" --commands`)}`,
    );
  await openSnapshot(folder);
}

/** @throws SnapshotNotTaken with all that nobody answered */
function requireWhole(
  accounts: readonly AccountWanted[],
  answered: readonly Answered[],
  { app }: TakeRequest,
): void {
  const denials = answered.flatMap((each) => each.denials);
  const absences = answered.flatMap((each) => each.absences);
  const zones = accounts.flatMap(({ account, zones: all }) => all.map((zone) => ({ ...zone, account })));
  const missing = zones.filter(({ account, id }) =>
    absences.some(({ place }) => place.account === account && place.names?.[0] === id),
  );
  const lines = [
    ...missing.map(
      ({ id, name, account }) =>
        `Account ${account} has no hosted zone ${id} (${displayName(name)}). Correct its id in the configuration, or the account of its role.`,
    ),
    ...denials.map(({ account, what, why }) => `Account ${account} denies ${what}: ${why}`),
    ...[...new Set(denials.map(({ account }) => account))].map(
      (account) =>
        `The policy that account ${account} needs: ${called('snapshot', `--app "${app}" --policy --account ${account}`)}`,
    ),
  ];
  if (lines.length > 0) throw new SnapshotNotTaken(['The snapshot is not whole.', ...lines].join('\n'));
}
