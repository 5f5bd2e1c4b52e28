/** What the APIs refuse. `name` is what an SDK's error is called, `code` what stands on the wire. */
export class ComputeError extends Error {
  readonly code: string;
  /** HTTP. */
  readonly status: number;

  constructor(code: string, message: string, { name = code, status = 400 } = {}) {
    super(message);
    this.name = name;
    this.code = code;
    this.status = status;
  }
}

/** Auto Scaling's refusal of nearly everything. */
export function validationError(message: string): ComputeError {
  return new ComputeError('ValidationError', message);
}
