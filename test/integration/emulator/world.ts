import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Question {
  readonly now: number;
  readonly until: number | null;
}

/** A stand-in for the world: answers `POST /advance` as `answer` says, and keeps what it was asked and what was mailed. */
export async function startWorld(
  answer: (question: Question) => Promise<number | null> | number | null,
  version: () => string | undefined = () => undefined,
) {
  const questions: Question[] = [];
  const mails: { readonly Type: string; readonly Subject?: string; readonly Message: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (request.url === '/mail') {
      mails.push(body);
      response.end();
      return;
    }
    const question = body as Question;
    questions.push(question);
    try {
      response.end(JSON.stringify({ stopAt: await answer(question), version: version() }));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    mails,
    stop: () => new Promise((done) => server.close(done)),
  };
}
