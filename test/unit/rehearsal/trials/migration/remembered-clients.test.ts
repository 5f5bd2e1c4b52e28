import { RememberedClients } from '../../../../../rehearsal/trials/migration/remembered-clients.ts';
import { Clients } from '../../../../../rehearsal/world/clients.ts';
import { MINUTE } from '../../../../../rehearsal/world/minutes.ts';
import type { NameServer } from '../../../../../rehearsal/world/name-server.ts';

const OPTIONS = { seed: 1, resolvers: 50, names: [{ name: 'a.', popularity: 1 }] };
const HALF: NameServer = {
  versionAt: () => '1',
  possibleAnswers: () => ['x.', 'y.'].map((endpoint) => ({ endpoint, ttlSeconds: 60, share: 0.5 })),
};

it('live a minute as clients do, and again as they did, whatever came in between', () => {
  const plain = new Clients(OPTIONS);
  const remembered = new RememberedClients(new Clients(OPTIONS));
  const minutes = [0, 1, 2, 3].map((i) => i * MINUTE);
  const lived = minutes.map((minute) => plain.live(minute, HALF));
  expect(minutes.slice(0, 3).map((minute) => remembered.live(minute, HALF))).toEqual(lived.slice(0, 3));
  remembered.restore();
  expect(minutes.slice(1).map((minute) => remembered.live(minute, HALF))).toEqual(lived.slice(1));
});
