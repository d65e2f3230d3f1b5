/** How much of the work is done: accounts, of how many. */
export type Progress = { readonly done: number; readonly total: number };

/**
 * Work that stops after every small step, so that whoever drives it can do something else in
 * between. Some steps tell how far it is.
 */
export type Steps<Result> = Generator<Progress | undefined, Result, undefined>;

/** The result of such work, done at a stretch. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
