import { parseRequest } from '../../../../../rehearsal/request.ts';
import { masterDies } from '../../../../../rehearsal/scenarios/masters/master-dies.ts';
import { onEachEtcd } from '../../../../../rehearsal/scenarios/masters/on-each-etcd.ts';
import { titleOf } from '../../../../../rehearsal/scenarios/scenario.ts';

const servers = ['3.5.1', '3.7.3'].map((version) => ({ version, program: `etcd-${version}` }));
const given = { timing: {} };
const variants = onEachEtcd({ ...masterDies, given }, servers);

it('plays a scenario as it is, with one etcd after the other', () => {
  expect(variants.map((each) => each.given)).toEqual(servers.map((etcd) => ({ ...given, etcd })));
  expect(variants.map(({ when, checks }) => [when, checks])).toEqual(
    servers.map(() => [masterDies.when, masterDies.checks]),
  );
});

it('says which it is, and how to play that one alone', () => {
  expect(variants.map(titleOf)).toEqual(['master-dies with etcd 3.5.1', 'master-dies with etcd 3.7.3']);
  const requests = variants.map(({ variant }) => parseRequest(variant?.option.split(' ') ?? []));
  expect(requests).toMatchObject([{ etcd: ['3.5'] }, { etcd: ['3.7'] }]);
});
