import { parseRequest } from '../../../../../rehearsal/request.ts';
import { masterDies } from '../../../../../rehearsal/scenarios/masters/master-dies.ts';
import { onEachEtcd } from '../../../../../rehearsal/scenarios/masters/on-each-etcd.ts';
import { Missing, playableOn, titleOf } from '../../../../../rehearsal/scenarios/scenario.ts';
import { shopMastersEstate } from '../../../../support/shop.ts';

const servers = ['3.5.1', '3.7.3'].map((version) => ({ version, program: `etcd-${version}` }));
const given = { timing: {} };
const played = playableOn(masterDies, shopMastersEstate());
if (played instanceof Missing) throw new Error(played.what);
const variants = onEachEtcd({ ...played, given }, servers);

it('plays a scenario as it is, with one etcd after the other', () => {
  expect(variants.map((each) => each.given)).toEqual(servers.map((etcd) => ({ ...given, etcd })));
  expect(variants.map(({ when, checks }) => [when, checks])).toEqual(
    servers.map(() => [played.when, played.checks]),
  );
});

it('says which it is, and how to play that one alone', () => {
  expect(variants.map(titleOf)).toEqual(['master-dies with etcd 3.5.1', 'master-dies with etcd 3.7.3']);
  const requests = variants.map(({ variant }) => parseRequest(variant?.option.split(' ') ?? []));
  expect(requests).toMatchObject([{ etcd: ['3.5'] }, { etcd: ['3.7'] }]);
});
