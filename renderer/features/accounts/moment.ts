/**
 * A time as it is typed: a day or a day and a time, always UTC. `null` for nothing typed, which is
 * now; `undefined` for what is no time.
 */
export function parseMoment(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const [, day, time = "00:00", seconds = ":00"] = MOMENT.exec(text) ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(`${day}T${time}${seconds}Z`);
  // A 31st of November would roll over into another day.
  return new Date(at).toJSON()?.startsWith(day) ? at : undefined;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)? ?(?:Z|UTC)?)?$/;
