import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shop } from '../../../bin/shop.ts';
import { lentRolesOf } from '../../../rehearsal/scenes/migration/accounts.ts';
import { ACCOUNT } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { actionsOf, functionStatements, type Statement } from '../support/policies.ts';
import { shopOfAnyZones } from '../support/shop-of-any-zones.ts';
import { shopTemplate } from '../support/shop-templates.ts';

const documentation = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
const [, section = ''] = /\n## Zones in another account\n([\s\S]*?)\n## /.exec(documentation) ?? [];
const [trust, policy] = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) =>
  JSON.parse(json),
);
const [, whoWrote = ''] = /\n#### Who wrote\n([\s\S]*?)\n###? /.exec(documentation) ?? [];
const [, trailRight = '{}'] = /```json\n([\s\S]*?)```/.exec(whoWrote) ?? [];
const [lent] = lentRolesOf(shopSnapshot(), ACCOUNT);
const cdn = shop.zones.filter(({ role }) => role !== undefined);

/** As if the zones were of the stack's own account. */
const own = functionStatements(
  keptTemplates(import.meta.filename, ({ synthesize }) => ({
    own: synthesize({ ...shopOfAnyZones, zones: cdn.map(({ role: _role, ...zone }) => zone) }),
  }))('own'),
);

const isOfRoute53 = (action: string) => action.startsWith('route53:');

/** The names that may be changed, as the condition has them. */
function namesIn(all: readonly Statement[]): readonly string[] {
  const [, names = '[]'] =
    /"route53:ChangeResourceRecordSetsNormalizedRecordNames":(\[[^\]]*\])/.exec(JSON.stringify(all)) ?? [];
  return JSON.parse(names);
}

describe('The role of a zone in another account', () => {
  it('has in the documentation the policies that every rehearsal is played with', () => {
    const whole = { ...policy, Statement: [...policy.Statement, JSON.parse(trailRight)] };
    expect([lent?.trust, lent?.policies.map(({ document }) => document)]).toEqual([trust, [whole]]);
    expect(section).toContain(`role: { arn: '${lent?.arn}', externalId: 'shop-cutover' }`);
    expect(cdn.map(({ role }) => role?.arn)).toEqual([lent?.arn]);
  });

  it('may do what the functions may do in zones of their own account, ask IAM what it may, and no more', () => {
    const needed = new Set([...own.values()].flatMap((all) => actionsOf(all).filter(isOfRoute53)));
    const [others, ofRoute53] = [false, true].map((is) =>
      policy.Statement.filter(({ Action }: Statement) => [Action].flat().every(isOfRoute53) === is),
    );
    const given = ofRoute53.flatMap(({ Action }: Statement) => Action);
    expect([...new Set(given)].toSorted()).toEqual([...needed].toSorted());
    expect(others).toEqual([{ Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: lent?.arn }]);
    const names = ['RestoreLegacy', 'RestoreDrillName'].flatMap((state) => namesIn(own.get(state) ?? []));
    expect(namesIn(policy.Statement).toSorted()).toEqual(names.toSorted());
    expect(names).toContain('img.shop-cdn.test');
  });

  it('may be assumed by the functions that use zones, and no other', () => {
    const statements = functionStatements(shopTemplate());
    const uses = [...own].filter(([, all]) => actionsOf(all).some(isOfRoute53)).map(([state]) => state);
    const assuming = [...statements].filter(([, all]) => actionsOf(all).includes('sts:AssumeRole'));
    expect(assuming.map(([state]) => state).toSorted()).toEqual(uses.toSorted());
    for (const [, all] of assuming) {
      expect(all.filter(({ Action }) => Action.includes('sts:AssumeRole'))).toEqual([
        { Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [lent?.arn] },
      ]);
    }
    expect([...own.values()].flatMap(actionsOf)).not.toContain('sts:AssumeRole');
  });
});
