import { type Caa, days, problems, shaken, verified } from './ingress-to-verify.ts';

const NAME = 'www.shop.test';
const issue = (value: string) => [{ tag: 'issue', value }];
const FORBIDDEN = [`warn ${NAME} ingress-renewal-forbidden`];
const UNKNOWN = [`warn ${NAME} ingress-renewal-unknown`];

it.each<[string, Caa, readonly string[]]>([
  ['no CAA record', {}, []],
  ['the authority’s domain at the name', { [NAME]: issue('letsencrypt.org') }, []],
  ['its domain with parameters', { [NAME]: issue('LetsEncrypt.org; validationmethods=dns-01') }, []],
  ['its domain at a parent', { 'shop.test': issue('letsencrypt.org') }, []],
  ['another authority at the name', { [NAME]: issue('digicert.com') }, FORBIDDEN],
  ['another authority at a parent', { 'shop.test': issue('digicert.com') }, FORBIDDEN],
  ['the top-level domain’s', { test: issue('digicert.com') }, FORBIDDEN],
  [
    'one at the name, which hides that of the parent',
    { [NAME]: issue('letsencrypt.org'), 'shop.test': issue('digicert.com') },
    [],
  ],
  ['nobody', { [NAME]: issue(';') }, FORBIDDEN],
  ['several', { [NAME]: [...issue('digicert.com'), ...issue('letsencrypt.org')] }, []],
  ['wildcards alone', { [NAME]: [{ tag: 'issuewild', value: 'digicert.com' }] }, []],
  ['whom to tell alone', { [NAME]: [{ tag: 'iodef', value: 'mailto:a@shop.test' }] }, []],
  ['what can’t be read', { [NAME]: new Error('SERVFAIL') }, UNKNOWN],
])('A zone whose CAA has %s', async (_what, caa, expected) => {
  expect(await problems({ caa })).toEqual(expected);
});

it('For a wildcard certificate, `issuewild` at its parent decides', async () => {
  const handshake = () => shaken({ names: ['*.shop.test'] });
  const wild = { 'shop.test': [...issue('letsencrypt.org'), { tag: 'issuewild', value: 'digicert.com' }] };
  expect(await problems({ handshake, caa: wild })).toEqual(FORBIDDEN);
  expect(await problems({ handshake, caa: { [NAME]: issue('digicert.com') } })).toEqual([]);
  expect(await problems({ caa: wild })).toEqual([]);
});

it('An authority that is not known here is not guessed', async () => {
  const handshake = () => shaken({ issuer: 'Own Trust, Own CA' });
  expect(await problems({ handshake })).toEqual([]);
  expect(await problems({ handshake, caa: { [NAME]: issue('letsencrypt.org') } })).toEqual(UNKNOWN);
});

it('It says which record to add', async () => {
  const { findings } = await verified({
    handshake: () => shaken({ issuer: 'Amazon, Amazon RSA 2048 M02', validUntil: days(80) }),
    caa: { 'shop.test': issue('letsencrypt.org') },
  });
  expect(findings.find(({ code }) => code === 'ingress-renewal-forbidden')?.toDo).toBe(
    'Add a CAA record at shop.test: `0 issue "amazon.com"`.',
  );
});
