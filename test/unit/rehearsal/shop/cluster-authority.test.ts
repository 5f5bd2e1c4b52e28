import { createPrivateKey, X509Certificate } from 'node:crypto';
import { clusterAuthority } from '../../../../rehearsal/shop/cluster-authority.ts';
import { certificateFor } from '../../../../rehearsal/tools/certificates.ts';

it('has the key of the certificate that the shop’s configuration names, and signs with it', async () => {
  const authority = clusterAuthority();
  const certificate = new X509Certificate(authority.cert);
  expect(certificate.ca).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
  const { cert } = await certificateFor('api.internal.k8s.shop.test', authority);
  const server = new X509Certificate(cert);
  expect(server.verify(certificate.publicKey)).toBe(true);
  expect(server.checkIssued(certificate)).toBe(true);
  expect(server.checkHost('api.internal.k8s.shop.test')).toBe('api.internal.k8s.shop.test');
});
