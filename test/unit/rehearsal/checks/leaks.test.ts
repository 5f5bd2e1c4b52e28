import { leaks } from '../../../../rehearsal/checks/leaks.ts';
import { madeUpValue } from '../../../../rehearsal/scenes/migration/made-up-values.ts';

const CANARY = madeUpValue('secret shop/db');
const foundIn = (text: string) => leaks([CANARY], [{ where: 'a log', text }]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('A value is found', () => {
  it.each<[string, string, string]>([
    ['as it is', CANARY.value, 'as it is'],
    ['in JSON', JSON.stringify({ SecretString: CANARY.value }), 'as it is'],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ value: CANARY.value })), 'as it is'],
    ['in a URL', `https://shop.test/?q=${encodeURIComponent(CANARY.value)}`, 'as it is'],
    ['in part', CANARY.token, 'as it is'],
    ['in base64', base64(CANARY.value), 'in base64'],
    ['in base64 behind one more byte', base64(`x${CANARY.token}`), 'in base64'],
    ['in base64 behind two more bytes', base64(`xy${CANARY.token}z`), 'in base64'],
    ['in base64 for URLs', Buffer.from(CANARY.value).toString('base64url'), 'in base64'],
    ['in hex', Buffer.from(CANARY.value).toString('hex'), 'in hex'],
    ['reversed', [...CANARY.value].toReversed().join(''), 'reversed'],
  ])('%s', (_how, text, form) => {
    expect(foundIn(`before ${text} after`)).toEqual([`secret shop/db is in a log, ${form}`]);
  });

  it('in each text that has it', () => {
    const traces = [
      { where: 'a mail', text: CANARY.token },
      { where: 'a log', text: 'nothing' },
      { where: 'the journal', text: base64(CANARY.token) },
    ];
    expect(leaks([CANARY], traces)).toHaveLength(2);
  });
});

it('Nothing is found where there is nothing, or another value', () => {
  expect(foundIn('secret shop/db exists, and may be read by nodes.k8s.shop.test')).toEqual([]);
  expect(foundIn(madeUpValue('secret shop/mail').value)).toEqual([]);
});

it('A value is written otherwise in JSON and in URLs', () => {
  const { value } = CANARY;
  expect(JSON.stringify(value)).not.toContain(value);
  expect(encodeURIComponent(value)).not.toContain(value);
});
