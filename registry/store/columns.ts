/** How a database spells what a column holds. Each is one of `CREATE TABLE`, and not null unless it says so. */
export interface Columns {
  /** Of at most so many characters; longer ones are refused. */
  text(name: string, length: number): string;
  textOrNull(name: string, length: number): string;
  /** Of any length, not to be searched. */
  long(name: string): string;
  longOrNull(name: string): string;
  /** 64 bits. */
  integer(name: string): string;
  integerOrNull(name: string): string;
  /** Statements that make a column fit to be searched for parts of it; each may be run again. */
  searchable(table: string, name: string, length: number): readonly string[];
  /** Statement that adds a column, in the words of `CREATE TABLE`, with a default; it may be run again. */
  addedColumn(table: string, column: string): string;
  /** Behind the columns. */
  readonly tableEnd: string;
}
