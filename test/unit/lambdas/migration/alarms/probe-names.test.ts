import { probeNames } from '../../../../../lambdas/migration/alarms/probe-names/probe-names.ts';
import type {
  Attempt,
  Place,
  WebAnswer,
  WebRequest,
} from '../../../../../lambdas/migration/ports/web-probe.ts';

const NOW = Date.parse('2027-03-01T12:00:07Z');
const certificate = {
  subject: 'shop.test',
  issuer: 'Test Trust',
  names: ['shop.test'],
  coversName: true,
  validFrom: '2027-01-01T00:00:00.000Z',
  validUntil: '2027-06-01T00:00:00.000Z',
  chain: 'trusted',
} as const;

type Answers = (place: Place, request: WebRequest) => number;

async function probed(hosts: readonly string[], ipv4: readonly string[] | Error, answers: Answers) {
  const asked: string[] = [];
  const published: [number, number][] = [];
  const resolved: string[] = [];
  const result = probeNames({ hosts, path: '/health?a=b' }, 'nlb-1.elb.us-west-1.amazonaws.com.', {
    resolver: {
      addressesOf: async (name) => {
        resolved.push(name);
        if (ipv4 instanceof Error) throw ipv4;
        return { ipv4, ipv6: ['2001:db8::1'] };
      },
      caaOf: async () => [],
    },
    probe: {
      get: async (place, request): Promise<Attempt<WebAnswer>> => {
        asked.push(`${place.address}:${place.port} ${request.scheme}://${request.host}${request.path}`);
        const status = answers(place, request);
        return { answered: true, value: { status, headers: {}, body: '', certificate } };
      },
    },
    failingNames: { publish: async (percent, at) => void published.push([percent, at]) },
    clock: { now: () => NOW },
  });
  return { result: await result.catch((error: Error) => error), asked, published, resolved };
}

describe('ProbeNames', () => {
  it('asks the load balancer itself, at each of its IPv4 addresses, with each name', async () => {
    const { result, asked, published, resolved } = await probed(
      ['a.test', 'b.test'],
      ['192.0.2.1', '192.0.2.2'],
      () => 200,
    );
    expect(resolved).toEqual(['nlb-1.elb.us-west-1.amazonaws.com']);
    expect(asked).toEqual([
      '192.0.2.1:443 https://a.test/health?a=b',
      '192.0.2.2:443 https://a.test/health?a=b',
      '192.0.2.1:443 https://b.test/health?a=b',
      '192.0.2.2:443 https://b.test/health?a=b',
    ]);
    expect(published).toEqual([[0, NOW]]);
    expect(result).toEqual({ percent: 0, asked: 4, failed: 0, failures: [], minutesForAll: 1 });
  });

  it('publishes one figure, and says which names failed where', async () => {
    const { result, published } = await probed(
      ['a.test', 'b.test'],
      ['192.0.2.1', '192.0.2.2'],
      ({ address }, { host }) => (host === 'b.test' && address === '192.0.2.2' ? 502 : 404),
    );
    expect(published).toEqual([[25, NOW]]);
    expect(result).toMatchObject({
      asked: 4,
      failed: 1,
      failures: [{ host: 'b.test', address: '192.0.2.2', why: 'status 502' }],
    });
  });

  it('has room in its log, whatever fails', async () => {
    const hosts = Array.from({ length: 10_000 }, (_, i) => `host${i}.test`);
    const { result, published } = await probed(hosts, ['192.0.2.1', '192.0.2.2', '192.0.2.3'], () => 500);
    expect(published).toEqual([[100, NOW]]);
    expect(result).toMatchObject({ percent: 100, asked: 200, failed: 200, minutesForAll: 150 });
    expect(JSON.stringify(result).length).toBeLessThan(50_000);
  });

  it('takes a load balancer without an address for one that serves nobody', async () => {
    const { result, published } = await probed(['a.test'], [], () => 200);
    expect(published).toEqual([[100, NOW]]);
    expect(result).toMatchObject({ percent: 100, asked: 0 });
  });

  it('publishes nothing where nothing is known', async () => {
    const { result, published, asked } = await probed(['a.test'], new Error('queryA ETIMEOUT'), () => 200);
    expect(result).toEqual(new Error('queryA ETIMEOUT'));
    expect([published, asked]).toEqual([[], []]);
  });
});
