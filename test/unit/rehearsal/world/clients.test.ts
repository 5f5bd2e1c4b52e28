import { Clients } from '../../../../rehearsal/world/clients.ts';
import type { NameServer } from '../../../../rehearsal/world/name-server.ts';

const MINUTE = 60_000;
const NAMES = ['a.', 'b.', 'c.'].map((name) => ({ name, popularity: 1 / 3 }));

const clients = () => new Clients({ seed: 5, resolvers: 40, names: NAMES });

/** Which serves `first` until a minute, and something else from then on. */
function nameServer(changesAt = Number.POSITIVE_INFINITY): NameServer {
  const isChanged = (at: number) => at >= changesAt * MINUTE;
  return {
    versionAt: (at) => String(isChanged(at)),
    possibleAnswers: (_, family, at) =>
      family === 'AAAA'
        ? []
        : [
            { endpoint: 'legacy.', ttlSeconds: 120, share: isChanged(at) ? 0.1 : 0.8 },
            { endpoint: 'cluster.', ttlSeconds: 60, share: isChanged(at) ? 0.9 : 0.2 },
          ],
  };
}

/** What is asked for in these minutes. */
function lived(of: Clients, minutes: readonly number[], served: NameServer) {
  return minutes.map((minute) => of.live(minute * MINUTE, served));
}

const upTo = (from: number, until: number) => Array.from({ length: until - from }, (_, i) => from + i);

describe('given clients who have tried out minutes to come', () => {
  it.each([
    ['all come so', 20, nameServer()],
    ['only some have come', 7, nameServer()],
    ['more come than were tried out', 30, nameServer()],
    ['something else is served from the first on', 20, nameServer(5)],
    ['something else is served in the middle', 20, nameServer(12)],
  ])('when %s, then they are as if they had tried out nothing', (_, until, served) => {
    const [one, other] = [clients(), clients()];
    lived(one, upTo(0, 5), nameServer());
    lived(other, upTo(0, 5), nameServer());
    const held = one.held();
    lived(one, upTo(5, 20), nameServer());
    one.restore(held);
    expect(lived(one, upTo(5, until), served)).toEqual(lived(other, upTo(5, until), served));
    // And what they hold then is the same.
    expect(lived(one, upTo(until, until + 5), nameServer(0))).toEqual(
      lived(other, upTo(until, until + 5), nameServer(0)),
    );
  });

  it('when they try out within, and again, then they are as if they had tried out nothing', () => {
    const [one, other] = [clients(), clients()];
    const outer = one.held();
    lived(one, upTo(0, 4), nameServer());
    const inner = one.held();
    lived(one, upTo(4, 9), nameServer());
    one.restore(inner);
    lived(one, upTo(4, 6), nameServer());
    one.restore(outer);
    lived(one, upTo(0, 2), nameServer());
    const again = one.held();
    lived(one, upTo(2, 12), nameServer());
    one.restore(again);
    lived(other, upTo(0, 2), nameServer());
    expect(lived(one, upTo(2, 15), nameServer(8))).toEqual(lived(other, upTo(2, 15), nameServer(8)));
  });

  it('when all come so, then none of them is lived a second time', () => {
    const one = clients();
    const held = one.held();
    const tried = lived(one, upTo(0, 3), nameServer());
    one.restore(held);
    const come = lived(one, upTo(0, 3), nameServer());
    expect(come.every((demand, i) => demand === tried[i])).toBe(true);
  });
});
