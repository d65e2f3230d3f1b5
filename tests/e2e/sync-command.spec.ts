import { KEY, PLAIN_TEXT } from "./support/add-account.ts";
import { startFickleVenue } from "./support/fickle-venue.ts";
import { expect, keel, test } from "./support/keel.ts";
import { runApp } from "./support/run-app.ts";

/* `keel sync` in the app itself, where the key store opens: read, stored, and no window. */

/** When the account was read last by the exported book; empty before its first snapshot. */
function newestReading(dataDir: string): string {
  const { stdout } = keel(["export", "--format", "json", "--data-dir", dataDir]);
  const { accounts } = JSON.parse(stdout) as { accounts: { label: string; readAt: string }[] };
  return accounts.find(({ label }) => label === KEY.label)?.readAt ?? "";
}

test("the command line reads an account with a key, once the app is closed", async ({
  launch,
  dataDir,
}) => {
  const venue = await startFickleVenue();
  try {
    const call = { dataDir, proxyUrl: venue.proxyUrl };
    const { app, page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
    await page.evaluate((key) => window.keel.invoke("accounts.add", key), KEY);
    const busy = await runApp({ ...call, words: ["sync"] });
    expect(busy).toMatchObject({ status: 1, out: "" });
    expect(busy.err).toContain("sync: Keel is running");
    await app.close();

    const before = newestReading(dataDir);
    expect(await runApp({ ...call, words: ["sync"] })).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^My futures: read and stored/),
    });
    expect(newestReading(dataDir) > before).toBe(true);
    const wrong = await runApp({ ...call, words: ["sync", "Nobody"] });
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.err).toContain("sync: there is no account Nobody");
  } finally {
    await venue.close();
  }
});
