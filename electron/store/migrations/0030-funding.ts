import { amount } from "./0010-initial.ts";

const WITH_RATE = "funding_rate IS NOT NULL";

/** What a perpetual pays. Of positions stored before, it is not known. */
export const funding = {
  version: 30,
  sql: `
ALTER TABLE snapshot_position ADD COLUMN ${amount("funding_rate")};
ALTER TABLE snapshot_position ADD COLUMN ${amount("funding_interval_hours")}
  CHECK (funding_interval_hours IS NULL OR ${WITH_RATE});
ALTER TABLE snapshot_position ADD COLUMN next_funding_at INTEGER
  CHECK (next_funding_at IS NULL OR ${WITH_RATE});
`,
};
