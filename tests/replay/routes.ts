import { z } from "zod/mini";

export type Request = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a JSON body; none when there is no such body. */
  readonly body: Readonly<Record<string, unknown>>;
};

/** Wanted fields: `null` must be absent, `!x` must not be `x`. */
const wantedFields = z.optional(
  z.record(z.string(), z.nullable(z.union([z.string(), z.number()]))),
);

const route = z.object({
  method: z._default(z.string(), "GET"),
  host: z.optional(z.string()),
  path: z.string(),
  query: wantedFields,
  body: wantedFields,
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
      hasWanted(each.query, request.query) &&
      hasWanted(each.body, request.body),
  );
}

function hasWanted(
  wanted: z.infer<typeof wantedFields>,
  had: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => isWanted(value, had[key]));
}

function isWanted(wanted: string | number | null, had: unknown): boolean {
  if (wanted === null) return had === undefined;
  const text = String(wanted);
  return text.startsWith("!") ? String(had) !== text.slice(1) : String(had) === text;
}
