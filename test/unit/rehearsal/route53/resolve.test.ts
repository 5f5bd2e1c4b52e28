import { balancer, engineWith, rr } from './records.ts';

const ADDRESSES = {
  resolveAlias: (name: string, type: string) => (type === 'A' ? [`10.0.0.${name.length}`, '10.0.0.250'] : []),
};

describe('R52 aliases', () => {
  it('answers an alias to a load balancer with its addresses and 60 s', () => {
    const { engine } = engineWith([balancer('www', 'shop-1')], ADDRESSES);
    expect(engine.answer('www.example.com', 'A')).toMatchObject({
      rcode: 'NOERROR',
      authoritative: true,
      answers: [
        { name: 'www.example.com.', type: 'A', ttl: 60, value: '10.0.0.35' },
        { name: 'www.example.com.', type: 'A', ttl: 60, value: '10.0.0.250' },
      ],
    });
  });

  it('is NODATA when the target has no address of that type', () => {
    const { engine } = engineWith([{ ...balancer('www', 'shop-1'), Type: 'AAAA' }], ADDRESSES);
    expect(engine.answer('www.example.com', 'AAAA')).toMatchObject({
      rcode: 'NOERROR',
      answers: [],
      authority: [{ type: 'SOA' }],
    });
  });

  it("answers an alias inside the zone with its target's records and TTL, under its own name", () => {
    const AliasTarget = { HostedZoneId: 'Z1', DNSName: 'www.example.com.', EvaluateTargetHealth: false };
    const { engine } = engineWith([
      rr('www', 'A', ['192.0.2.1'], { TTL: 7 }),
      { Name: 'example.com.', Type: 'A', AliasTarget },
    ]);
    expect(engine.answer('example.com', 'A').answers).toEqual([
      { name: 'example.com.', type: 'A', ttl: 7, value: '192.0.2.1' },
    ]);
  });
});

describe('R53 CNAMEs', () => {
  const records = [
    rr('a', 'CNAME', ['B.example.com']),
    rr('b', 'CNAME', ['c.example.net']),
    rr('out', 'CNAME', ['www.elsewhere.org']),
    rr('gone', 'CNAME', ['nothing.example.com']),
    rr('loop', 'CNAME', ['pool.example.com']),
    rr('pool', 'CNAME', ['loop.example.com']),
  ];
  const { engine } = engineWith(records);
  engine.addZone({
    id: 'Z2',
    name: 'example.net',
    records: [{ ...rr('', 'A', ['192.0.2.5']), Name: 'c.example.net' }],
  });

  it('follows them through all zones', () => {
    const { answers, rcode, drawn } = engine.answer('a.example.com', 'A');
    expect(rcode).toBe('NOERROR');
    expect(answers.map(({ name, type, value }) => `${name} ${type} ${value}`)).toEqual([
      'a.example.com. CNAME B.example.com',
      'b.example.com. CNAME c.example.net',
      'c.example.net. A 192.0.2.5',
    ]);
    expect(drawn).toHaveLength(3);
  });

  it('ends with the CNAME that leads outside', () => {
    expect(engine.answer('out.example.com', 'A')).toMatchObject({
      rcode: 'NOERROR',
      authoritative: true,
      answers: [{ type: 'CNAME', value: 'www.elsewhere.org' }],
    });
  });

  it('is NXDOMAIN when the target does not exist, CNAME included', () => {
    expect(engine.answer('gone.example.com', 'A')).toMatchObject({
      rcode: 'NXDOMAIN',
      answers: [{ type: 'CNAME' }],
      authority: [{ type: 'SOA' }],
    });
  });

  it('answers the CNAME itself when that is the question', () => {
    expect(engine.answer('a.example.com', 'CNAME').answers).toHaveLength(1);
  });

  it('gives up on a loop', () => {
    expect(engine.answer('loop.example.com', 'A')).toMatchObject({ rcode: 'SERVFAIL', answers: [] });
  });
});

describe('R54 wildcards', () => {
  const { engine } = engineWith([
    rr('*', 'A', ['192.0.2.1']),
    rr('*.deep', 'CNAME', ['www.example.org']),
    rr('a.b.deep', 'A', ['192.0.2.2']),
    rr('text', 'TXT', ['"x"']),
  ]);

  it.each([
    ['a name that does not exist', 'new.example.com', ['192.0.2.1']],
    ['one several labels down', 'x.y.z.example.com', ['192.0.2.1']],
    ['the name of the wildcard itself', '*.example.com', ['192.0.2.1']],
    ['below the closest wildcard', 'new.deep.example.com', ['www.example.org']],
    ['a name that exists', 'a.b.deep.example.com', ['192.0.2.2']],
  ])('answers %s', (_title, name, values) => {
    const { answers } = engine.answer(name, 'A');
    expect(answers.map(({ value }) => value)).toEqual(values);
    expect(answers[0]?.name).toBe(name === '*.example.com' ? '\\052.example.com.' : `${name}.`);
  });

  it.each([
    ['a name without that type', 'text.example.com'],
    ['a name that only has names below it', 'b.deep.example.com'],
    ['the ancestor that the wildcard hangs on', 'deep.example.com'],
  ])('is NODATA for %s', (_title, name) => {
    expect(engine.answer(name, 'A')).toMatchObject({
      rcode: 'NOERROR',
      answers: [],
      authority: [{ type: 'SOA' }],
    });
  });

  it('is NXDOMAIN below an existing name, which the wildcard does not reach across', () => {
    expect(engine.answer('x.text.example.com', 'A').rcode).toBe('NXDOMAIN');
    expect(engine.answer('x.b.deep.example.com', 'A').rcode).toBe('NXDOMAIN');
  });
});

describe('R55 R56 R58 what there is no answer to', () => {
  it('R55 sends the SOA with the smaller of its TTL and its minimum', () => {
    const soa = 'ns.example.com. hostmaster.example.com. 1 7200 900 1209600 300';
    const { engine } = engineWith([rr('', 'SOA', [soa], { TTL: 900 })]);
    expect(engine.answer('no.example.com', 'A')).toMatchObject({
      rcode: 'NXDOMAIN',
      authoritative: true,
      answers: [],
      authority: [{ name: 'example.com.', type: 'SOA', ttl: 300, value: soa }],
    });
  });

  it('R56 refers to the name servers of a delegated part', () => {
    const { engine } = engineWith([rr('part', 'NS', ['ns.elsewhere.org']), rr('part', 'DS', ['1 13 2 4A'])]);
    const referral = {
      rcode: 'NOERROR',
      authoritative: false,
      answers: [],
      authority: [{ name: 'part.example.com.', type: 'NS', value: 'ns.elsewhere.org' }],
    };
    expect(engine.answer('www.part.example.com', 'A')).toMatchObject(referral);
    expect(engine.answer('part.example.com', 'NS')).toMatchObject(referral);
    expect(engine.answer('part.example.com', 'DS')).toMatchObject({
      authoritative: true,
      answers: [{ type: 'DS' }],
    });
  });

  it('R58 asks the zone with the longest name, and no private one', () => {
    const { engine } = engineWith([rr('www.part', 'A', ['192.0.2.1'])]);
    const zone = (address: string) => [{ ...rr('www.part', 'A', [address]) }];
    engine.addZone({
      id: 'ZPRIVATE',
      name: 'www.part.example.com',
      private: true,
      records: zone('192.0.2.66'),
    });
    expect(engine.answer('www.part.example.com', 'A').answers).toMatchObject([{ value: '192.0.2.1' }]);
    engine.addZone({ id: 'ZPART', name: 'part.example.com', records: zone('192.0.2.2') });
    expect(engine.answer('www.part.example.com', 'A').answers).toMatchObject([{ value: '192.0.2.2' }]);
    expect(engine.answer('example.org', 'A')).toMatchObject({
      rcode: 'REFUSED',
      authoritative: false,
      answers: [],
      authority: [],
    });
  });
});
