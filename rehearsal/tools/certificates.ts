import { generate } from 'selfsigned';

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

/** An authority that nobody else has. */
export async function authority(
  name: string,
  validity: Validity = { from: -1, until: 365 },
): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...options(validity),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/** A server's certificate for `host`, signed by `by`. */
export async function certificateFor(
  host: string,
  by: Certificate,
  validity: Validity = { from: -1, until: 365 },
): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
    ...options(validity),
    ca: by,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  return { cert, key };
}

function options({ from, until }: Validity) {
  return {
    keyType: 'ec' as const,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + until * DAY),
  };
}
