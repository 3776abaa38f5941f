import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeDiskFile } from '../../support/disk-file.ts';

const MAIN = join(import.meta.dirname, '../../../cli/demo/main.ts');

describe('npm start', function () {
  this.timeout(300_000);
  let folder = '';
  let child: ChildProcess | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-demo-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  function start(...argv: string[]) {
    const started = spawn(process.execPath, [MAIN, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: folder },
    });
    child = started;
    let out = '';
    const waiting = new Set<() => void>();
    const hear = (bytes: Buffer) => {
      out += bytes.toString();
      for (const look of [...waiting]) look();
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    const ended = new Promise<number | null>((resolve) => started.on('close', resolve));
    const until = async (text: string) =>
      await Promise.race([
        new Promise<void>((resolve) => {
          const look = () => void (out.includes(text) && resolve());
          waiting.add(look);
          look();
        }),
        ended.then(() => {
          if (!out.includes(text)) throw new Error(`npm start ended before ${JSON.stringify(text)}: ${out}`);
        }),
      ]);
    return { ended, until, out: () => out, interrupt: () => void started.kill('SIGINT') };
  }

  it('tells its registry what it does, shows what that knows, and leaves nothing behind', async () => {
    const run = start('--stay');
    await run.until('The page stays at ');
    const [, address = ''] = /shows what happens at (\S+) while/.exec(run.out()) ?? [];
    const answer = await fetch(`${address}v1/volumes`);
    const { volumes } = (await answer.json()) as { volumes: Record<string, unknown>[] };
    expect(volumes.map(({ name, state, project }) => ({ name, state, project }))).to.deep.equal([
      { name: 'data', state: 'available', project: 'shop' },
    ]);
    run.interrupt();
    expect(await run.ended).to.equal(0);

    const out = run.out();
    expect(out).to.match(/\$ bmv volumes reserve data .*\nvolume "data" .* is reserved, 2 GiB\n/);
    expect(out.match(/kept partition 127 data: unchanged/g)).to.have.lengthOf(2);
    expect(out.match(/the same\n/g)).to.have.lengthOf(2);
    const kinds = [...out.matchAll(/^ +\d+ {2}\S+ \S+ {2}(\S+)/gm)].map(([, kind]) => kind);
    expect(kinds.filter((kind) => /^(volume|step|permission)\./.test(kind ?? ''))).to.deep.equal([
      ...['volume.reserved', 'step.started', 'permission.granted', 'step.finished', 'volume.created'],
      ...['step.started', 'permission.granted', 'step.finished'],
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('bmv-'))).to.deep.equal([]);
    expect(await fetch(address).catch((error: Error) => error.message)).to.equal('fetch failed');
  });

  it('can be run again on a disk of somebody’s, and leaves the files there that it finds', async () => {
    const disk = join(folder, 'disk.img');
    makeDiskFile(disk, 8 * 1024 ** 3);
    const outs: string[] = [];
    for (let times = 0; times < 2; times += 1) {
      const run = start('--disk', disk, '--yes');
      expect(await run.ended, run.out()).to.equal(0);
      outs.push(run.out());
    }
    const [first = '', second = ''] = outs;
    expect(first).to.contain('orders.db (').and.contain('README (');
    expect(second)
      .to.match(/orders\.db\.[\da-f]{8} \(/)
      .and.to.match(/README\.[\da-f]{8} \(/);
    expect(second.match(/the same\n/g)).to.have.lengthOf(2);
  });

  it('stops at Ctrl-C, and leaves nothing behind', async () => {
    const run = start();
    await run.until('$ bmv deploy ');
    run.interrupt();
    expect(await run.ended).to.equal(1);
    expect(run.out()).not.to.contain('the same');
    expect(readdirSync(folder).filter((name) => name.startsWith('bmv-'))).to.deep.equal([]);
  });
});
