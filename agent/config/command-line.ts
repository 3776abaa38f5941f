/**
 * The parameters of a kernel command line, by the kernel's own rules: separated by blanks, and double
 * quotes around a value (or the whole parameter) keep blanks together. Of parameters given twice the last
 * one counts.
 */
export function parseCommandLine(line: string): ReadonlyMap<string, string> {
  const words = line.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? [];
  return new Map(
    words.map((word) => {
      const plain = word.replaceAll('"', '');
      const equals = plain.indexOf('=');
      return equals < 0 ? [plain, ''] : [plain.slice(0, equals), plain.slice(equals + 1)];
    }),
  );
}
