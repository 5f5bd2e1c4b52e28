/**
 * `call`, made once for the same arguments: who asks again gets what it came to, or comes to, also where it failed. For the
 * length of one piece of work, in which an answer may be held to stay.
 */
export function onceEach<Asked extends readonly unknown[], Answer>(
  call: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const answer = known.get(key) ?? call(...asked);
    known.set(key, answer);
    return answer;
  };
}
