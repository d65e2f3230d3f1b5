import type { z } from "zod/mini";

/** One operation the window may ask for: the schema of its input and, as a type only, its output. */
export type Operation<Input extends z.ZodMiniType, Output> = {
  readonly input: Input;
  /** Never present at run time; carries the output type. */
  readonly output?: Output;
};

export function operation<Output>() {
  return <Input extends z.ZodMiniType>(input: Input): Operation<Input, Output> => ({ input });
}
