const LOOKED_AT = 512;

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^<(!doctype html|html|head|body)\b/i, 'an HTML page'],
  [/^<[?!a-z]/i, 'XML'],
  [/^[{[]/, 'JSON'],
];

/**
 * What the beginning of a file is that should be something else; null for what is no text. HAZARD: none of the text
 * itself is for errors or logs: the pages of servers and portals repeat tokens and signed URLs.
 */
export function textKind(head: Uint8Array): string | null {
  const start = Buffer.from(head.subarray(0, LOOKED_AT)).toString('latin1');
  if (!/^[\t\n\r\u0020-\u007e]+$/.test(start.slice(0, 60))) return null;
  return KINDS.find(([looks]) => looks.test(start.trimStart()))?.[1] ?? 'text';
}
