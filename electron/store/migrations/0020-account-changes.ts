/**
 * What became of an account after it was added: a name, a pause, what its key may do; and the public
 * address of one that has no key. Each row changes one thing, the newest of its kind holds.
 */
export const accountChanges = {
  version: 20,
  sql: `
CREATE TABLE account_change (
  sequence INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account,
  at INTEGER NOT NULL,
  label TEXT,
  is_paused INTEGER CHECK (is_paused IN (0, 1)),
  key_rights TEXT CHECK (json_valid(key_rights)),
  wallet_address TEXT,
  CHECK (
    (label IS NOT NULL) + (is_paused IS NOT NULL) + (key_rights IS NOT NULL)
    + (wallet_address IS NOT NULL) = 1
  )
) STRICT;
CREATE INDEX account_change_by_account ON account_change (account_id, sequence);

CREATE TRIGGER account_change_no_update BEFORE UPDATE ON account_change
BEGIN SELECT RAISE(ABORT, 'account_change is append-only'); END;
CREATE TRIGGER account_change_no_delete BEFORE DELETE ON account_change
BEGIN SELECT RAISE(ABORT, 'account_change is append-only'); END;
`,
};
