import { z } from "zod/mini";

export type Request = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
};

const route = z.object({
  method: z._default(z.string(), "GET"),
  host: z.optional(z.string()),
  path: z.string(),
  /** Wanted parameters: `null` must be absent, `!x` must not be `x`. */
  query: z.optional(z.record(z.string(), z.nullable(z.union([z.string(), z.number()])))),
  status: z._default(z.int(), 200),
  headers: z.optional(z.record(z.string(), z.string())),
  file: z.string(),
  /** `false`: still answered when an error case is on. */
  private: z.optional(z.boolean()),
});
type Route = z.infer<typeof route>;

const routes = z.object({ errorsVenue: z.string(), routes: z.array(route) });

const cases = z.object({
  cases: z.record(
    z.string(),
    z.object({
      status: z.int(),
      headers: z._default(z.record(z.string(), z.string()), {}),
      body: z.unknown(),
      transport: z.optional(z.enum(["hang", "reset"])),
    }),
  ),
});

export function parseRoutes(raw: unknown): z.infer<typeof routes> {
  return z.parse(routes, raw);
}

export function parseCases(raw: unknown): z.infer<typeof cases> {
  return z.parse(cases, raw);
}

/** The first route that fits. */
export function findRoute(candidates: readonly Route[], request: Request): Route | undefined {
  return candidates.find(
    (each) =>
      each.method === request.method &&
      (each.host === undefined || each.host === request.host) &&
      each.path === request.path &&
      Object.entries(each.query ?? {}).every(([key, wanted]) =>
        isWanted(wanted, request.query[key]),
      ),
  );
}

function isWanted(wanted: string | number | null, had: string | undefined): boolean {
  if (wanted === null) return had === undefined;
  const text = String(wanted);
  return text.startsWith("!") ? had !== text.slice(1) : had === text;
}
