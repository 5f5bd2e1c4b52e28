/** Something that the project needs is missing; the message is for the person who started it. */
export class SetUpError extends Error {
  name = 'SetUpError';
}
