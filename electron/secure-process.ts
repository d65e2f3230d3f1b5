/**
 * Takes back what an environment must not decide. To be called before anything is written or
 * connected.
 */
export function secureProcess(): void {
  // Files of the data folder are for their owner only, those of SQLite and Chromium too.
  process.umask(0o077);
  // It would have Node hand keys to whoever stands between us and the venue.
  delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
}
