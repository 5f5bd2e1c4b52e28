import { isIP } from 'node:net';
import type { generate } from 'selfsigned';

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY = 86_400_000;

/** Days from now between which a certificate is good. */
export interface Validity {
  readonly from: number;
  readonly until: number;
}

/** OpenSSL looks at the machine's clock, not at the rehearsed one, which is years ahead or behind. */
export const LONG: Validity = { from: -3650, until: 3650 };

const YEAR: Validity = { from: -1, until: 365 };

const AUTHORITY = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
] as const;

/**
 * An authority that nobody else has.
 * @param organization as CAA records are matched by
 * @param by signs it, if it is not a root
 */
export async function authority(
  name: string,
  validity: Validity = YEAR,
  { organization, by }: { readonly organization?: string; readonly by?: Certificate } = {},
): Promise<Certificate> {
  const subject = [
    { name: 'commonName', value: name },
    ...(organization === undefined ? [] : [{ name: 'organizationName', value: organization }]),
  ];
  const { cert, private: key } = await generated(subject, {
    ...options(validity),
    ...(by && { ca: by }),
    extensions: [...AUTHORITY],
  });
  return { cert, key };
}

/** A server's certificate for `hosts`, signed by `by`, or by itself. */
export async function certificateFor(
  hosts: string | readonly string[],
  by: Certificate | undefined,
  validity: Validity = YEAR,
): Promise<Certificate> {
  const names = [hosts].flat();
  const { cert, private: key } = await generated([{ name: 'commonName', value: names[0] ?? '' }], {
    ...options(validity),
    ...(by && { ca: by }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map(altName) },
    ],
  });
  return { cert, key };
}

/** RFC 5280: a name of DNS, or an address. */
function altName(host: string) {
  return isIP(host) === 0 ? ({ type: 2, value: host } as const) : ({ type: 7, ip: host } as const);
}

/** Most programs that could make a certificate make none, and the package takes long to load. */
async function generated(...args: Parameters<typeof generate>): ReturnType<typeof generate> {
  // Of CommonJS a bundle has the default export alone.
  const selfsigned = (await import('selfsigned')).default;
  return selfsigned.generate(...args);
}

function options({ from, until }: Validity) {
  return {
    keyType: 'ec' as const,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + until * DAY),
  };
}
