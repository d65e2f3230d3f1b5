/** The URL, or `null` when it is none. `URL.parse` is younger than the oldest runtime we support. */
export const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
