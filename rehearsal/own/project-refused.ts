/** A file of the project can't be read; the message says which, and what to do. */
export class ProjectRefused extends Error {
  override readonly name = 'ProjectRefused';
}
