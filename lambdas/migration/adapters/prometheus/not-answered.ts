/** A query has no answer that counts; the message says why. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
  /** Asking again may help. */
  readonly mayPass: boolean;

  constructor(message: string, { mayPass = false }: { readonly mayPass?: boolean } = {}) {
    super(message);
    this.mayPass = mayPass;
  }
}
