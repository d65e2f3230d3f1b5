/** The input or the call is wrong: one line for standard error, exit status 2. */
export class CallError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CallError";
  }
}
