import { describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import {
  connectRecorded,
  errorCases,
  isThere,
  readOnce,
  type RecordedServer,
  type RecordedVenue,
} from "./recorded-account.ts";

/** What any venue may answer, and does in the same words. */
const GENERIC: Readonly<Record<string, ErrorCode>> = {
  "gateway-502-html": "venue_unavailable",
  "gateway-504-html": "venue_unavailable",
  "empty-body-200": "bad_venue_data",
  "empty-object-200": "bad_venue_data",
  "null-200": "bad_venue_data",
  "truncated-json-200": "bad_venue_data",
  "html-200": "bad_venue_data",
  "connection-reset": "venue_unavailable",
  hang: "venue_unavailable",
};

type Failures = {
  readonly server: RecordedServer;
  readonly venue: RecordedVenue;
  readonly account: string;
  /** Folder of the venue's own cases, where it is not named as the venue. */
  readonly cases?: string;
  /** The code that each of the venue's own cases becomes. */
  readonly codes?: Readonly<Record<string, ErrorCode>>;
  /** How long a case asks to wait, in milliseconds. */
  readonly waits?: Readonly<Record<string, number>>;
};

/** Every recorded failure becomes its code, and no message holds an address or an answer. */
export function describeFailures(
  title: string,
  { server, venue, account, cases = venue.venue, codes = {}, waits = {} }: Failures,
): void {
  describe.skipIf(!isThere)(`recorded failures of ${title} (skipped without ../shared)`, () => {
    it.each(errorCases(cases))("%s", async (errorCase) => {
      const failing = readOnce(
        connectRecorded(server, venue, account, { errorCase, timeoutMs: 500 }),
      );
      const code = { ...GENERIC, ...codes }[errorCase];
      await expect(failing).rejects.toMatchObject({ code });
      await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
      const retryAfterMs = waits[errorCase];
      if (retryAfterMs !== undefined) await expect(failing).rejects.toMatchObject({ retryAfterMs });
    });
  });
}
