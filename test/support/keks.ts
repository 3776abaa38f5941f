import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileKeks } from '../../registry/keys/file-keks.ts';
import { scratchFolder } from './stores.ts';

/** A folder of KEKs, whose files tests put and take. */
export class KekFolder {
  readonly path = scratchFolder();

  constructor(...names: readonly string[]) {
    for (const name of names) this.put(name);
  }

  /** A new one, or another in the place of one that is there. */
  put(name: string): void {
    writeFileSync(join(this.path, name), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  }

  take(name: string): void {
    rmSync(join(this.path, name));
  }

  async open(): Promise<FileKeks> {
    return await FileKeks.open(this.path);
  }
}

/** A key as it might stand somewhere: as it is, and in every spelling that programs use. */
export function spellingsOf(key: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64');
  const url = bytes.toString('base64url');
  const texts = [hex, hex.toUpperCase(), base64, base64.replace(/=+$/, ''), url];
  return [
    bytes,
    ...texts.map((text) => Buffer.from(text)),
    Buffer.from(JSON.stringify([...bytes]).slice(1, -1)),
  ];
}

/** Where something has the key, in any spelling; -1 where it has not. */
export function keyIn(haystack: Uint8Array | string, key: Uint8Array): number {
  const bytes = Buffer.from(haystack);
  return Math.max(...spellingsOf(key).map((spelling) => bytes.indexOf(spelling)));
}
