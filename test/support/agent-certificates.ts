import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority, a server's certificate for 127.0.0.1, and those of clients, made by Debian's package `openssl`. */
export interface TestAuthority {
  /** PEM. */
  readonly ca: string;
  readonly server: Pair;
  /** `subjectAltName`: as in a configuration of openssl. */
  issue(subjectAltName: string, days?: number): Pair;
  remove(): void;
}

function openssl(args: readonly string[]): void {
  try {
    execFileSync('openssl', args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(`openssl ${args[0]} failed; it is Debian's package openssl`, { cause });
  }
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes one in a folder of its own. */
export function makeAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-ca-'));
  const at = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(at(name), 'utf8');
  const subject = ['-subj', '/CN=agents of a laboratory', '-days', '2'];
  openssl(['req', '-x509', ...EC, ...subject, '-keyout', at('ca.key'), '-out', at('ca.pem')]);
  let made = 0;
  const issue = (subjectAltName: string, days = 1): Pair => {
    made += 1;
    const [key, csr, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((end) => at(`${made}.${end}`)) as [
      ...[string, string, string, string],
    ];
    writeFileSync(extensions, `subjectAltName = ${subjectAltName}\n`);
    openssl(['req', '-new', ...EC, '-subj', `/CN=${made}`, '-keyout', key, '-out', csr]);
    const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', String(days)];
    openssl(['x509', '-req', '-in', csr, ...signed, '-extfile', extensions, '-out', cert]);
    return { cert: read(`${made}.pem`), key: read(`${made}.key`) };
  };
  const server = issue('IP:127.0.0.1');
  return { ca: read('ca.pem'), server, issue, remove: () => rmSync(folder, { recursive: true }) };
}
