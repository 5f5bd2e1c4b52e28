import { createECDH, createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../tools/certificates.ts';

/** What the shop's configuration of its masters names. */
const CERTIFICATE = join(import.meta.dirname, '../../bin/shop-masters-ca.crt');

/**
 * The authority of the shop's cluster. The cluster is made up, and so is the key: everybody can make it from these
 * words, so that nothing that looks like a secret has to be kept.
 */
export function clusterAuthority(): Certificate {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(createHash('sha256').update('the authority of k8s.shop.test').digest());
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: ecdh.getPrivateKey('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  return { cert: readFileSync(CERTIFICATE, 'utf8'), key: key.toString() };
}
