import { packagedEtcd, serversLine, serversOf, setUpCommand } from '../../../../rehearsal/etcd/index.ts';

const NO_GO = 'there is no Go';
const built = { version: '3.7.3', program: '/cache/etcd-3.7.3' };
const missing = [
  { version: '3.6.16', reason: NO_GO },
  { version: '3.7.3', reason: NO_GO },
];

it('asks for those alone that have to be built', () => {
  expect(setUpCommand(['3.5', '3.6', '3.7']).slice(2)).toEqual(['3.6', '3.7']);
});

it('takes the packaged one and those that were built, oldest first', () => {
  const servers = serversOf(['3.5', '3.7'], JSON.stringify({ built: [built], missing: [] }));
  expect(servers).toEqual({ there: [packagedEtcd(), built], missing: [] });
  expect(serversLine(servers)).toBe('etcd 3.5.1, 3.7.3');
});

it('takes one alone when it alone is wanted', () => {
  expect(serversOf(['3.5']).there).toEqual([packagedEtcd()]);
  expect(serversOf(['3.7'], JSON.stringify({ built: [built], missing: [] })).there).toEqual([built]);
});

it('continues without what cannot be built, and says why', () => {
  const servers = serversOf(['3.5', '3.6', '3.7'], JSON.stringify({ built: [], missing }));
  expect(servers.there).toEqual([packagedEtcd()]);
  expect(serversLine(servers)).toBe('etcd 3.5.1; not 3.6.16 and 3.7.3 (there is no Go)');
});

it('fails when none of the requested versions is there', () => {
  expect(() => serversOf(['3.6'], JSON.stringify({ built: [], missing: missing.slice(0, 1) }))).toThrow(
    'there is no etcd to run: 3.6.16 (there is no Go)',
  );
});
