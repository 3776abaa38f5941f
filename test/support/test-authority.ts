import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its private key, as PEM files. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

interface CertificateOptions {
  /** As OpenSSL writes it; default: this host by its loopback address. */
  readonly subjectAltName?: string;
  /** Its last day, from now; negative: it has expired. */
  readonly days?: number;
}

function openssl(...args: readonly string[]): void {
  try {
    execFileSync('openssl', args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error('openssl failed (Debian: openssl)', { cause });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const;

/** A certificate authority of a test, by the real openssl. */
export class TestAuthority {
  readonly folder: string;
  #count = 0;

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'bmv-authority-'));
    const key = join(this.folder, 'ca.key');
    openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      key,
      '-out',
      this.ca,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    );
    writeFileSync(join(this.folder, 'index.txt'), '');
    writeFileSync(join(this.folder, 'serial'), '01\n');
    writeFileSync(
      join(this.folder, 'ca.conf'),
      [
        ...['[ca]', 'default_ca = own', '[own]', `dir = ${this.folder}`, 'database = $dir/index.txt'],
        ...['serial = $dir/serial', 'new_certs_dir = $dir', 'certificate = $dir/ca.pem'],
        ...['private_key = $dir/ca.key', 'default_md = sha256', 'unique_subject = no', 'policy = any'],
        ...['[any]', 'commonName = supplied', ''],
      ].join('\n'),
    );
  }

  /** Path. */
  get ca(): string {
    return join(this.folder, 'ca.pem');
  }

  issue({ subjectAltName = 'IP:127.0.0.1', days = 2 }: CertificateOptions = {}): TestCertificate {
    this.#count += 1;
    const file = (ending: string) => join(this.folder, `${this.#count}.${ending}`);
    const certificate = { cert: file('pem'), key: file('key') };
    openssl('req', ...NEW_KEY, '-keyout', certificate.key, '-out', file('csr'), '-subj', '/CN=test');
    writeFileSync(file('ext'), `subjectAltName=${subjectAltName}\n`);
    const dates = ['-startdate', stamp(days - 30), '-enddate', stamp(days)];
    const files = ['-in', file('csr'), '-extfile', file('ext'), '-out', certificate.cert];
    openssl('ca', '-batch', '-notext', '-config', join(this.folder, 'ca.conf'), ...dates, ...files);
    return certificate;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function stamp(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
}

/** As a server's TLS options take it. */
export function serverOptions({ cert, key }: TestCertificate): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
