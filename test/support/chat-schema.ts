export { chatProblems } from '../../rehearsal/chat/chat-schema.ts';
