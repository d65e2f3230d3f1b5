/** What is wrong with a file of rows, and where: thrown inside this folder, told as a refusal outside. */
export class CsvFault extends Error {
  readonly place: string;

  constructor(place: string, reason: string) {
    super(reason);
    this.name = "CsvFault";
    this.place = place;
  }
}

/** `line 4, column markPrice` */
export function placeOf(line: number, column?: string): string {
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}
