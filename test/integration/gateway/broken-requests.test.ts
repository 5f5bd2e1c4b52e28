import { connect } from 'node:net';
import { scopeOf } from './policies.ts';
import { type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

describe('a broken request', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    account = await rehearsedAccount();
  });
  afterEach(() => account.stop());

  const cases: readonly [what: string, init: RequestInit, status: number, code: string][] = [
    [
      'a scope that is none',
      { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x/y' } },
      400,
      'IncompleteSignature',
    ],
    ['another scheme', { headers: { authorization: 'Basic abc' } }, 400, 'IncompleteSignature'],
    [
      'JSON that is none',
      {
        method: 'POST',
        headers: { authorization: scopeOf('dynamodb'), 'x-amz-target': 'D.GetItem' },
        body: '{"a"',
      },
      400,
      'SerializationException',
    ],
    [
      'a JSON list',
      {
        method: 'POST',
        headers: { authorization: scopeOf('dynamodb'), 'x-amz-target': 'D.GetItem' },
        body: '[]',
      },
      400,
      'SerializationException',
    ],
    [
      'CBOR that is none',
      {
        method: 'POST',
        headers: { authorization: scopeOf('monitoring'), 'smithy-protocol': 'rpc-v2-cbor' },
        body: '\uFFFF\uFFFF',
      },
      400,
      'SerializationException',
    ],
    [
      'more than is ever read',
      {
        method: 'POST',
        headers: { authorization: scopeOf('sns'), 'content-type': 'application/x-www-form-urlencoded' },
        body: `Action=Publish&Message=${'x'.repeat(9 * 1024 * 1024)}`,
      },
      413,
      'RequestEntityTooLarge',
    ],
  ];
  it.each(cases)('answers %s', async (_what, init, status, code) => {
    const response = await fetch(account.gateway.url, init);
    expect(response.status).toBe(status);
    expect(Buffer.from(await response.arrayBuffer()).toString()).toContain(code);
    expect(account.gateway.calls.all()).toMatchObject([{ outcome: 'malformed', status, errorCode: code }]);
    expect(account.emulator.seen).toEqual([]);
  });

  it.each(['s3 /%E0%A4%A', 'route53 /2013-04-01/hostedzone/%E0%A4%A'])(
    'answers a path that cannot be decoded: %s',
    async (scopeAndPath) => {
      const [scope = '', path = ''] = scopeAndPath.split(' ');
      const answer = await raw(
        account.gateway.url,
        `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${scopeOf(scope)}\r\nconnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*<Code>SerializationException/);
    },
  );

  it('answers what is not HTTP, and headers without end', async () => {
    expect(await raw(account.gateway.url, '\u0016\u0003\u0001 no http\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 Bad Request/,
    );
    const endless = `GET / HTTP/1.1\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`;
    expect(await raw(account.gateway.url, endless)).toMatch(/^HTTP\/1.1 431 /);
    const after = await fetch(account.gateway.url);
    expect(after.status).toBe(200);
  });
});

/** Sends bytes and gives everything that comes back until the connection ends. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}
