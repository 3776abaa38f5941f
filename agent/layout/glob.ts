type Token =
  | { readonly kind: 'any-run' }
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly char: string }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

/** Reads `[...]` that begins at `start`; null when it is not closed: the bracket is then a plain character. */
function parseSet(
  chars: readonly string[],
  start: number,
): { readonly token: Token; readonly next: number } | null {
  let at = start + 1;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at += 1;
  const ranges: [string, string][] = [];
  for (let first = true; ; first = false) {
    const char = chars[at];
    if (char === undefined) return null;
    // A `]` in first place is a member of the set, as in the shell.
    if (char === ']' && !first) return { token: { kind: 'set', negated, ranges }, next: at + 1 };
    const [from, afterFrom] = setMember(chars, at);
    const [to, afterTo] = setMember(chars, afterFrom + 1);
    if (chars[afterFrom] === '-' && chars[afterFrom + 1] !== ']' && to !== '') {
      ranges.push([from, to]);
      at = afterTo;
    } else {
      ranges.push([from, from]);
      at = afterFrom;
    }
  }
}

function setMember(chars: readonly string[], at: number): readonly [char: string, next: number] {
  const escaped = chars[at] === '\\' && chars[at + 1] !== undefined;
  return escaped ? [chars[at + 1] ?? '', at + 2] : [chars[at] ?? '', at + 1];
}

function parseGlob(glob: string): Token[] {
  const chars = [...glob];
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; ) {
    const char = chars[at] ?? '';
    const set = char === '[' ? parseSet(chars, at) : null;
    if (set) tokens.push(set.token);
    else if (char === '*') tokens.push({ kind: 'any-run' });
    else if (char === '?') tokens.push({ kind: 'any' });
    else tokens.push({ kind: 'literal', char: setMember(chars, at)[0] });
    at = set ? set.next : char === '\\' ? setMember(chars, at)[1] : at + 1;
  }
  return tokens;
}

function matchesOne(token: Token, char: string): boolean {
  if (token.kind === 'literal') return token.char === char;
  if (token.kind !== 'set') return true;
  const point = char.codePointAt(0) ?? 0;
  const inside = token.ranges.some(
    ([from, to]) => point >= (from.codePointAt(0) ?? 0) && point <= (to.codePointAt(0) ?? 0),
  );
  return inside !== token.negated;
}

/**
 * Whether the whole of `text` matches a shell pattern: `*` any run, `?` one character, `[a-z]` and
 * `[!a-z]` one of a set, `\` takes the next character as it is. Case matters; there are no special
 * characters such as `/`. At worst glob length times text length steps, so no glob is slow.
 */
export function globMatches(glob: string, text: string): boolean {
  const tokens = parseGlob(glob);
  const chars = [...text];
  let token = 0;
  let at = 0;
  let lastRun = -1;
  let runEnd = 0;
  while (at < chars.length) {
    const current = tokens[token];
    if (current?.kind === 'any-run') {
      lastRun = token;
      runEnd = at;
      token += 1;
    } else if (current && matchesOne(current, chars[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (lastRun >= 0) {
      runEnd += 1;
      at = runEnd;
      token = lastRun + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every(({ kind }) => kind === 'any-run');
}

/** Whether a pattern can match more than one text. */
export function isPattern(glob: string): boolean {
  return parseGlob(glob).some(({ kind }) => kind !== 'literal');
}
