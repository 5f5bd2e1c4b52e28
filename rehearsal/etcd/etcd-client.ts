/** etcd's own API, as its JSON gateway serves it: keys and values are base64, numbers are strings. */

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** The cluster's revision at which the key was written last. */
  readonly revision: number;
}

export interface MemberStatus {
  readonly version: string;
  readonly memberId: string;
  /** `0`: it knows none. */
  readonly leader: string;
  readonly revision: number;
}

/** The member answered with an error, late, or not at all. */
export class EtcdFailed extends Error {
  override readonly name = 'EtcdFailed';
}

interface Header {
  readonly member_id: string;
  readonly revision: string;
}

interface RangeAnswer {
  readonly kvs?: readonly { readonly key: string; readonly value?: string; readonly mod_revision: string }[];
}

/** Asks one member; what it answers to `put` and `range` is linearizable, so it needs a quorum. */
export class EtcdClient {
  readonly #url: string;
  readonly #timeLimit: number;

  /** @param timeLimit of each question, real milliseconds */
  constructor(port: number, timeLimit: number) {
    this.#url = `http://127.0.0.1:${port}`;
    this.#timeLimit = timeLimit;
  }

  /** Resolves when it is acknowledged, with the revision that it made. */
  async put(key: string, value: string): Promise<number> {
    const body = { key: encoded(key), value: encoded(value) };
    const { header } = await this.#post<{ header: Header }>('/v3/kv/put', body);
    return Number(header.revision);
  }

  /** All keys that begin with `prefix`, in order. */
  async range(prefix: string): Promise<readonly KeyValue[]> {
    const end = `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;
    const body = { key: encoded(prefix), range_end: encoded(end) };
    const { kvs = [] } = await this.#post<RangeAnswer>('/v3/kv/range', body);
    return kvs.map(({ key, value = '', mod_revision }) => ({
      key: decoded(key),
      value: decoded(value),
      revision: Number(mod_revision),
    }));
  }

  /** A linearizable read of one key that is there or not: what an API server's own check does. */
  async ping(): Promise<void> {
    await this.#post('/v3/kv/range', { key: encoded('health') });
  }

  /** What the member knows alone, with or without a quorum. */
  async status(): Promise<MemberStatus> {
    const {
      header,
      version,
      leader = '0',
    } = await this.#post<{
      header: Header;
      version: string;
      leader?: string;
    }>('/v3/maintenance/status', {});
    return { version, memberId: header.member_id, leader, revision: Number(header.revision) };
  }

  /** Names of the members that the cluster has. */
  async members(): Promise<readonly string[]> {
    return (await this.#members()).map(({ name = '' }) => name).toSorted();
  }

  /** Takes a member off the cluster. */
  async removeMember(name: string): Promise<void> {
    const found = (await this.#members()).find((member) => member.name === name);
    if (!found) throw new EtcdFailed(`there is no member ${name}`);
    await this.#post('/v3/cluster/member/remove', { ID: found.ID });
  }

  /** Adds a member, which has no name before it is started. */
  async addMember(peerUrl: string): Promise<void> {
    await this.#post('/v3/cluster/member/add', { peerURLs: [peerUrl] });
  }

  async #members(): Promise<readonly { readonly ID: string; readonly name?: string }[]> {
    const { members } = await this.#post<{ members: { ID: string; name?: string }[] }>(
      '/v3/cluster/member/list',
      { linearizable: true },
    );
    return members;
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    try {
      const response = await fetch(`${this.#url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.#timeLimit),
      });
      const text = await response.text();
      if (!response.ok) throw new EtcdFailed(`${response.status}: ${text.trim()}`);
      return JSON.parse(text) as Answer;
    } catch (error) {
      if (error instanceof EtcdFailed) throw error;
      throw new EtcdFailed(`${this.#url}${path}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

/** The message of `fetch` says only that it failed; why is in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  return cause?.message || message || String(error);
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
