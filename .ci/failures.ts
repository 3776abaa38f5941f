import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

/** A test, hook or process that failed. */
export interface Failure {
  readonly title: string;
  /** Relative to the root, or several of them. */
  readonly file: string;
  /** First lines of what it failed with. */
  readonly error: string;
}

/** Lines of an error's text, characters of each, and places in our files that are shown. */
const [LINES, WIDTH, PLACES] = [12, 300, 3];

function shorten(text: string, width = WIDTH): string {
  return text.length > width ? `${text.slice(0, width)}…` : text;
}

/** Values that mocha has shown before are text. */
function showValue(value: unknown): string {
  if (typeof value === 'string') return shorten(value.replaceAll(/\s+/g, ' '), 2 * WIDTH);
  return shorten(inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY }), 2 * WIDTH);
}

/** As chai's errors have it. */
interface Compared {
  readonly showDiff?: boolean;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** What is told of an error: its first lines, both values of a comparison, and where in our files it was thrown. */
export function firstLines(error: unknown, root: string): string {
  if (!(error instanceof Error)) return showValue(error);
  const all = `${error.name}: ${error.message}`.split('\n');
  const lines = all.slice(0, LINES).map((line) => shorten(line));
  if (all.length > LINES) lines.push(`(${all.length - LINES} more lines)`);
  const { showDiff = false, expected, actual }: Error & Compared = error;
  if (showDiff) lines.push(`expected: ${showValue(expected)}`, `  actual: ${showValue(actual)}`);
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && line.includes(root) && !line.includes('node_modules'));
  lines.push(
    ...places.slice(0, PLACES).map((line) => line.trim().replace('file://', '').replace(`${root}/`, '')),
  );
  return lines.join('\n');
}

/** Of a test or a hook of mocha's. */
export function failureOf(
  test: { readonly file?: string | undefined; fullTitle(): string },
  error: unknown,
  root: string,
): Failure {
  return {
    title: test.fullTitle(),
    file: test.file ? relative(root, test.file) : '',
    error: firstLines(error, root),
  };
}

export function recapOf(failures: readonly Failure[]): string {
  return failures
    .map(({ title, file, error }) => `\n✗ ${title}\n  ${file}\n${error.replace(/^/gm, '    ')}\n`)
    .join('');
}

/** Shows failures; where `BMV_RECAP` names a file they go there, for whoever named it shows them at its end. */
export function tellFailures(failures: readonly Failure[]): void {
  const text = recapOf(failures);
  if (process.env.BMV_RECAP) appendFileSync(process.env.BMV_RECAP, text);
  else if (text !== '') process.stdout.write(`\nFailed:\n${text}`);
}
