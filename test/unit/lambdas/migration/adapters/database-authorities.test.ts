import { X509Certificate } from 'node:crypto';
import { AUTHORITIES } from '../../../../../lambdas/migration/adapters/database-probe/authorities.ts';

const namesOf = (authorities: readonly string[]) =>
  authorities.map((pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? '');

describe('The authorities of databases', () => {
  it.each(['instance', 'cluster'] as const)('of the kind %s are RDS, and nobody else', (kind) => {
    const names = namesOf(AUTHORITIES[kind]);
    expect(names).toContain('Amazon RDS us-west-1 Root CA RSA2048 G1');
    expect(names.filter((name) => !/^Amazon RDS /.test(name))).toEqual([]);
  });

  it('of proxies are Amazon, not RDS', () => {
    const names = namesOf(AUTHORITIES.proxy);
    expect(names).toContain('Amazon Root CA 1');
    expect(names.filter((name) => /RDS/.test(name))).toEqual([]);
  });

  it('of hosts are public ones, and those of RDS for databases of other accounts', () => {
    expect(namesOf(AUTHORITIES.host)).toEqual(
      expect.arrayContaining(['ISRG Root X1', 'Amazon RDS us-west-1 Root CA RSA2048 G1']),
    );
  });
});
