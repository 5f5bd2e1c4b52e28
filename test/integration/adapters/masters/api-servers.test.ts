import { HttpsApiServers } from '../../../../lambdas/masters/adapters/api-servers.ts';
import { authority, type Certificate, certificateFor } from '../../../support/certificates.ts';
import {
  asking,
  ca,
  close,
  HEALTHY,
  httpAnswer,
  NAME,
  noAnswer,
  port,
  seen,
  served,
} from './scripted-api-server.ts';

const LIMIT = 64 * 1024;

describe('A server', () => {
  describe('that answers', () => {
    it('is asked about its health by name, with the token, once', async () => {
      await served((socket) => socket.end(httpAnswer('200 OK', HEALTHY)));
      expect(await asking()).toEqual({ kind: 'answer', status: 200, body: HEALTHY });
      const [line, ...headers] = seen.received.trimEnd().split('\r\n');
      expect(line).toBe('GET /readyz?verbose HTTP/1.1');
      expect(headers).toEqual(
        expect.arrayContaining([`host: ${NAME}`, 'authorization: Bearer the.token', 'Connection: close']),
      );
      expect(seen.connections).toBe(1);
    });

    it.each([
      ['500 Internal Server Error', '[-]etcd failed: reason withheld\n'],
      ['401 Unauthorized', '{"kind":"Status","reason":"Unauthorized"}'],
      ['403 Forbidden', ''],
      ['200 OK', '<!doctype html><title>Sign in</title>'],
    ])('is taken at its word: %s %s', async (status, body) => {
      await served((socket) => socket.write(httpAnswer(status, body)));
      expect(await asking()).toEqual({ kind: 'answer', status: Number(status.slice(0, 3)), body });
    });

    it('elsewhere is not asked there', async () => {
      await served((socket) => {
        socket.end(httpAnswer('302 Found', '', `location: https://${NAME}:${port()}/readyz\r\n`));
      });
      expect(await asking()).toEqual({ kind: 'answer', status: 302, body: '' });
      expect(seen.connections).toBe(1);
    });

    it('in pieces is put together', async () => {
      await served((socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        for (const piece of ['[+]etcd', ' ok\n'])
          socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
        socket.write('0\r\n\r\n');
      });
      expect(await asking()).toMatchObject({ kind: 'answer', body: '[+]etcd ok\n' });
    });

    it('at the largest size is heard out, and not beyond it', async () => {
      await served((socket) => socket.end(httpAnswer('200 OK', 'x'.repeat(LIMIT))));
      const answer = await asking();
      expect(answer.kind === 'answer' && answer.body.length).toBe(LIMIT);
      await close();
      await served((socket) => socket.end(httpAnswer('200 OK', 'x'.repeat(LIMIT + 1))));
      expect(await asking()).toEqual(noAnswer('longer than 65536 bytes'));
    });
  });

  describe('with a wrong certificate', () => {
    const cases: readonly (readonly [what: string, code: string, make: () => Promise<Certificate>])[] = [
      [
        'of another authority',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        async () => certificateFor(NAME, await authority('someone-else')),
      ],
      [
        'of another authority of the same name',
        'CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        async () => certificateFor(NAME, await authority('kubernetes-ca')),
      ],
      ['of its own', 'INVALID_PURPOSE|DEPTH_ZERO_SELF_SIGNED_CERT', () => authority(NAME)],
      [
        'for another name',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        async () => certificateFor('api.k8s.other.test', await ca),
      ],
      [
        'that has expired',
        'CERT_HAS_EXPIRED',
        async () => certificateFor(NAME, await ca, { from: -9, until: -1 }),
      ],
      [
        'of the day after tomorrow',
        'CERT_NOT_YET_VALID',
        async () => certificateFor(NAME, await ca, { from: 2, until: 9 }),
      ],
    ];

    it.each(cases)('%s is told apart, and is sent nothing', async (_what, code, make) => {
      await served((socket) => socket.end(httpAnswer('200 OK', HEALTHY)), await make());
      expect(await asking()).toEqual({
        kind: 'wrong-certificate',
        reason: expect.stringMatching(
          new RegExp(`^127\\.0\\.0\\.1 port \\d+: (${code}): expected ${NAME}; the certificate is CN=`),
        ),
      });
      expect(seen.connections).toBe(1);
      expect(seen.received).toBe('');
    });

    it('is quoted at a bearable length', async () => {
      await served(() => undefined, await certificateFor(`${'long.'.repeat(2000)}test`, await ca));
      const answer = await asking();
      expect(answer.kind).toBe('wrong-certificate');
      expect(JSON.stringify(answer).length).toBeLessThan(600);
    });

    it('is wrong though the rest of the world trusts it: only the one authority counts', async () => {
      await served((socket) => socket.end(httpAnswer('200 OK', HEALTHY)));
      const other = await authority('another-cluster');
      expect(await asking({ trusted: other.cert })).toMatchObject({ kind: 'wrong-certificate' });
      expect(await asking({ trusted: `${other.cert}\n${(await ca).cert}` })).toMatchObject({
        kind: 'answer',
      });
    });
  });

  it('is not asked without a token', async () => {
    await served((socket) => socket.end(httpAnswer('200 OK', HEALTHY)));
    const unreadable = Object.assign(new Error('no'), { name: 'CredentialsUnreadable' });
    await expect(asking({ token: () => Promise.reject(unreadable) })).rejects.toBe(unreadable);
    expect(seen.connections).toBe(0);
  });
});

describe('An authority', () => {
  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'that is none is refused before anybody is asked: %j',
    (certificateAuthority) => {
      expect(
        () => new HttpsApiServers({ certificateAuthority, serverName: NAME }, async () => 'token'),
      ).toThrow(expect.objectContaining({ name: 'InvalidSettings' }));
    },
  );
});
