import { EventEmitter } from 'node:events';
import { whenUnread } from '../../../../rehearsal/view/unread.ts';

it('reports once that nobody reads, and lets no further failed write end the process', () => {
  const out = new EventEmitter();
  const reported: string[] = [];
  whenUnread(out, (error) => reported.push(error.message));
  for (const _ of [1, 2, 3]) out.emit('error', new Error('write EPIPE'));
  expect(reported).toEqual(['write EPIPE']);
});
