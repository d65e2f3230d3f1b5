/** An answer as ccxt hands it on when one of its integers is too large for a number: all are text. */
function quotedNumbers(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(quotedNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, quotedNumbers(each)]));
}

export function withQuotedNumbers<Account extends { readonly answers: object }>(
  account: Account,
): Account {
  const answers = Object.fromEntries(
    Object.entries(account.answers).map(([key, each]) => [key, quotedNumbers(each)]),
  );
  return { ...account, answers };
}
