/**
 * Under which domains public authorities look for themselves in CAA records, by the organization in their
 * certificates. Sources: each authority's own documentation of CAA, November 2026.
 */
const AUTHORITIES: readonly (readonly [organization: RegExp, domains: readonly string[]])[] = [
  [/let's encrypt|internet security research group/i, ['letsencrypt.org']],
  [/^amazon\b/i, ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']],
  [/google trust services/i, ['pki.goog']],
  [
    /digicert|geotrust|rapidssl|thawte/i,
    ['digicert.com', 'geotrust.com', 'rapidssl.com', 'thawte.com', 'symantec.com'],
  ],
  [
    /sectigo|comodo|usertrust|zerossl/i,
    ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com'],
  ],
  [/globalsign/i, ['globalsign.com']],
  [/godaddy|starfield/i, ['godaddy.com', 'starfieldtech.com']],
  [/entrust/i, ['entrust.net', 'affirmtrust.com']],
  [/ssl corp|ssl\.com/i, ['ssl.com']],
  [/buypass/i, ['buypass.com', 'buypass.no']],
  [/actalis/i, ['actalis.it']],
  [/harica|hellenic academic/i, ['harica.gr']],
  [/identrust/i, ['identrust.com']],
  [/certum|asseco|unizeto/i, ['certum.pl', 'certum.eu']],
  [/microsoft/i, ['microsoft.com']],
];

/** @param issuer as a certificate names it @returns undefined for one that is not known here */
export function caaDomainsOf(issuer: string): readonly string[] | undefined {
  return AUTHORITIES.find(([organization]) => organization.test(issuer))?.[1];
}
