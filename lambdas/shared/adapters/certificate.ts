import type { TLSSocket } from 'node:tls';

/** `CN=…, issued by …, until …`. */
export function certificateInWords(socket: TLSSocket): string {
  const { subject, issuer, valid_to: until } = socket.getPeerCertificate();
  return `CN=${subject?.CN ?? 'none'}, issued by ${issuer?.CN ?? 'an unnamed issuer'}, valid until ${until}`;
}

/**
 * What is wrong with the certificate of a server that was not authorized.
 * @param host the requested name
 */
export function certificateProblem(socket: TLSSocket, host: string): { code: string; message: string } {
  // An error's code at run time, though the type says Error.
  const code = String(socket.authorizationError);
  const { subjectaltname = 'no names' } = socket.getPeerCertificate();
  return {
    code,
    message: `${code}: expected ${host}; the certificate is ${certificateInWords(socket)}, for ${subjectaltname}`,
  };
}
