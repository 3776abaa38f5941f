import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../registry/store/open.ts';
import { freePort } from '../../support/free-port.ts';
import { MariaDb } from '../../support/mariadb.ts';
import { scratchFolder } from '../../support/stores.ts';

function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

/** A certificate authority `NAME.crt`. */
function authority(folder: string, name: string): void {
  openssl(
    folder,
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
  );
}

/** `server.crt` and its key, signed by the authority `ca`. */
function serverCertificate(folder: string, name: string): void {
  openssl(
    folder,
    ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`],
    ...['-addext', `subjectAltName=DNS:${name}`, '-keyout', 'server.key', '-out', 'server.csr'],
  );
  openssl(
    folder,
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-copy_extensions', 'copy', '-days', '2', '-out', 'server.crt'],
  );
}

describe('MariaDB over TLS', function () {
  this.timeout(300_000);
  let folder: string;
  let server: MariaDb;
  let port: number;

  before(async () => {
    folder = scratchFolder();
    for (const name of ['ca', 'other']) authority(folder, name);
    serverCertificate(folder, 'localhost');
    port = await freePort();
    server = await MariaDb.start([
      ...[
        '--skip-networking=0',
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        '--require-secure-transport=1',
      ],
      ...['ca', 'cert', 'key'].map(
        (part) =>
          `--ssl-${part}=${join(folder, { ca: 'ca.crt', cert: 'server.crt', key: 'server.key' }[part] ?? '')}`,
      ),
    ]);
    await server.run('CREATE DATABASE registry');
  });

  after(async () => {
    await server?.stop();
  });

  async function open(host: string, ca: string | null): Promise<string> {
    const tls = ca === null ? null : { ca: readFileSync(join(folder, ca), 'utf8') };
    try {
      const store = await openStore(`mariadb://root@${host}:${port}/registry`, {
        ...{ migrate: true, retries: { attempts: 1 } },
        mariadb: { tls },
      });
      const cipher = await store.nowMs();
      await store.close();
      return cipher > 0 ? 'open' : 'no time';
    } catch (error) {
      return (error as Error).message;
    }
  }

  it('is used with a server whose certificate is of the authority and of its name', async () => {
    expect(await open('localhost', 'ca.crt')).to.equal('open');
  });

  it('is refused where another authority signed, or the certificate is of another name', async () => {
    expect(await open('localhost', 'other.crt')).to.match(/opening localhost\/registry: .*certificate/);
    serverCertificate(folder, 'db.example');
    await server.run('FLUSH SSL');
    expect(await open('localhost', 'ca.crt')).to.match(/does not match certificate/);
  });

  it('is refused with an address, with which no certificate would be compared', async () => {
    for (const host of ['127.0.0.1', '[::1]'])
      expect(await open(host, 'ca.crt')).to.match(/would be compared with no name; give the database's host/);
  });

  it('may be demanded by the server', async () => {
    expect(await open('localhost', null)).to.match(/Access denied/);
  });
});
