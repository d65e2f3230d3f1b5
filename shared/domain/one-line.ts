/**
 * Foreign text on one line of a terminal. What is not a letter, mark, number, sign or blank becomes
 * `?`: control characters move the cursor and send commands, others turn the direction of reading.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
}
