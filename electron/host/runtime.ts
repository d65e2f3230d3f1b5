/** The runtime releases are made for; any other is a stand-in. */
const ELECTRON_MAJOR = 45;

export type RuntimeCaveats = {
  /** Said in the window and the terminal. */
  readonly notice: string | null;
  readonly keysRefusedBecause: string | null;
};

/** What must be said and refused on this version of Electron; nothing on the one we release with. */
export function assessRuntime(electronVersion: string): RuntimeCaveats {
  if (Number.parseInt(electronVersion, 10) === ELECTRON_MAJOR) {
    return { notice: null, keysRefusedBecause: null };
  }
  return {
    notice: `Stand-in runtime: Electron ${electronVersion} instead of ${ELECTRON_MAJOR}. For development and tests.`,
    keysRefusedBecause: `Keel runs on Electron ${electronVersion}, which gets no security fixes. Keys of a real venue are only accepted on Electron ${ELECTRON_MAJOR}.`,
  };
}
