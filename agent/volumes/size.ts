import { BmvError } from '../../proto/error.ts';

const POWERS: Readonly<Record<string, number>> = { B: 0, K: 1, M: 2, G: 3, T: 4 };

function bad(text: string, why: string): BmvError {
  return new BmvError(
    'BAD_SIZE',
    `size ${JSON.stringify(text)} ${why}; write a number with B, K, M, G or T (binary: 10G is 10 GiB), or rest`,
  );
}

/**
 * Reads a size as an operator writes it: `512M`, `10G`, `1.5TiB`, `1048576B` (units are powers of 1024), or
 * `rest`. Bytes. Throws `BAD_SIZE`, also for a number without a unit, which could mean anything.
 */
export function parseSize(text: string): number | 'rest' {
  if (text === 'rest') return 'rest';
  const parts = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  if (!parts) throw bad(text, 'is no size');
  const [, digits = '', unit = ''] = parts;
  if (unit === '') throw bad(text, 'has no unit');
  if (/^[kmgt]b$/i.test(unit)) throw bad(text, `may mean powers of 1000 or of 1024`);
  const power = /^(?:b|[kmgt](?:ib)?)$/i.test(unit) ? POWERS[unit.charAt(0).toUpperCase()] : undefined;
  if (power === undefined) throw bad(text, `has the unknown unit ${unit}`);
  const bytes = Number(digits) * 1024 ** power;
  if (bytes === 0) throw bad(text, 'is nothing');
  if (!Number.isSafeInteger(bytes))
    throw bad(text, Number.isInteger(bytes) ? 'is too large' : 'is no whole number of bytes');
  return bytes;
}
