/**
 * The accounts a trader keeps as a book, from a file or by hand: no venue is asked for them. What
 * such an account is called in its document tells a newer reading of it from another account.
 */
export const books = {
  version: 40,
  sql: `
CREATE TABLE account_book (
  account_id TEXT PRIMARY KEY REFERENCES account,
  document_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER account_book_no_update BEFORE UPDATE ON account_book
BEGIN SELECT RAISE(ABORT, 'account_book is append-only'); END;
CREATE TRIGGER account_book_no_delete BEFORE DELETE ON account_book
BEGIN SELECT RAISE(ABORT, 'account_book is append-only'); END;
`,
};
