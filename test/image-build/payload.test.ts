import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { encodeCpio } from '../../image-build/cpio.ts';
import { buildPayload, type Payload, type PayloadRequest } from '../../image-build/payload.ts';
import { BmvError } from '../../proto/error.ts';
import { AgentProcess } from '../support/agent-process.ts';
import { makeDiskFile, readAt, writeAt } from '../support/disk-file.ts';
import { sha256Of } from '../support/indexed-image.ts';
import { applyScript } from '../support/partition-script.ts';
import { ARCH, DEBIAN_PYTHON, SMALL_NODE, textOf, unpack } from '../support/ramdisk-file.ts';
import { seededBytes } from '../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
/** Of resident memory, 2 s after it is healthy. */
const IDLE_MIB = 80;

const root = join(import.meta.dirname, '../..');
const { signal } = new AbortController();
const REQUEST: PayloadRequest = {
  arch: ARCH,
  nodePath: SMALL_NODE,
  pythonPath: DEBIAN_PYTHON,
  conf: '# none\n',
  registryCa: null,
};

async function build(changes: Partial<PayloadRequest> = {}): Promise<Payload> {
  return await buildPayload({ ...REQUEST, ...changes }, signal);
}

function digestOf({ tree }: Payload): string {
  const hash = createHash('sha256');
  for (const piece of encodeCpio(tree, 0)) hash.update(piece);
  return hash.digest('hex');
}

describe('the payload of a ramdisk', function () {
  this.timeout(120_000);
  let folder = '';
  let payload: Payload;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-payload-'));
    payload = await build({ nodePath: null });
    unpack(Buffer.concat(encodeCpio(payload.tree, 0)), join(folder, 'root'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...args: readonly string[]): string {
    const node = join(folder, 'root/opt/bmv/bin/node');
    const env = { PATH: '/usr/sbin:/usr/bin' };
    return execFileSync(node, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', env });
  }

  it('has an agent that starts, knows its build and lists its options', () => {
    const agent = join(folder, 'root/opt/bmv/agent.mjs');
    expect(run(agent, '--version')).to.equal(`bmv-agent 0.1.0 (build ${payload.build})\n`);
    expect(run(agent, '--help')).to.contain('registry_url');
    expect(run(agent, '--check', '--config', join(folder, 'root/etc/bmv/agent.conf'))).to.equal(
      'options are valid\n',
    );
  });

  it(`has an agent that takes less than ${IDLE_MIB} MiB when it is idle, as its unit starts it`, async () => {
    const unit = textOf(join(folder, 'root/usr/lib/systemd/system'), 'bmv-agent.service');
    const environment = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    const command = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.replaceAll('/opt/bmv', join(folder, 'root/opt/bmv'));
    const agent = await AgentProcess.start(
      folder,
      // Without the tests' own huge pages.
      { GLIBC_TUNABLES: '', ...Object.fromEntries(environment) },
      command?.split(' '),
    );
    await sleep(2000);
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${agent.pid}/status`, 'utf8'))?.[1];
    await agent.kill('SIGTERM');
    expect(Number(kib) / 1024).to.be.within(30, IDLE_MIB);
  });

  it('has bmv, with the package that it starts as a process of its own', () => {
    const bmv = join(folder, 'root/opt/bmv/bmv.mjs');
    expect(run(bmv, '--version')).to.equal('0.1.0\n');
    expect(run(bmv, 'disks', '--json')).to.match(/"filesystems":\[\{/);
    expect(textOf(folder, 'root/usr/bin/bmv')).to.contain('exec /opt/bmv/bin/node');
  });

  it('checks the checksum of a large image, on the thread that is a file of its own', () => {
    const [image, disk] = [join(folder, 'image.raw'), join(folder, 'disk')];
    makeDiskFile(image, 200 * MIB);
    applyScript(image, 512, ['label: gpt', 'start=2048, size=400000, type=linux']);
    writeAt(image, 5 * MIB, seededBytes(1, 40 * MIB));
    makeDiskFile(disk, 256 * MIB);
    const bmv = join(folder, 'root/opt/bmv/bmv.mjs');
    const checksum = sha256Of(readFileSync(image));
    const deploy = (sum: string) => run(bmv, 'deploy', image, disk, '--checksum', sum, '--yes', '--json');
    const wrong = checksum.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect(() => deploy(wrong))
      .to.throw()
      .with.property('stdout')
      .that.contains('CHECKSUM_MISMATCH');
    expect(JSON.parse(deploy(checksum))).to.have.nested.property('image.checksum', checksum);
    const part = { offset: 4 * MIB, length: 44 * MIB };
    expect(readAt(disk, part).equals(readAt(image, part))).to.equal(true);
  });

  it('has a shim of the same build as the agent, installed as pip would have', () => {
    const python = join(folder, 'root', DEBIAN_PYTHON);
    expect(textOf(python, 'bmv_hardware_manager.py')).to.match(
      new RegExp(`^BUILD = '${payload.build.replaceAll(/[.+]/g, '\\$&')}'$`, 'm'),
    );
    const script =
      "import importlib.metadata as m; print([e.value for e in m.entry_points(group='ironic_python_agent.hardware_managers')])";
    const found = execFileSync('python3', ['-c', script], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin', PYTHONPATH: python },
    });
    expect(found).to.contain('bmv_hardware_manager:BaremetalVolumesHardwareManager');
    execFileSync('python3', ['-m', 'py_compile', join(python, 'bmv_hardware_manager.py')]);
  });

  it('has units that name only what is there, and starts the agent with the system', () => {
    const units = join(folder, 'root/usr/lib/systemd/system');
    const text = ['bmv-agent.service', 'ironic-python-agent.service.d/10-bmv.conf']
      .map((name) => textOf(units, name))
      .join('\n');
    const paths = [...text.matchAll(/[= ](\/opt\/bmv\/[\w./-]+)/g)].map((match) => match[1] ?? '');
    expect(paths).to.include('/opt/bmv/agent.mjs');
    for (const path of paths) expect(existsSync(join(folder, 'root', path)), path).to.equal(true);
    expect(textOf(units, 'multi-user.target.wants/bmv-agent.service')).to.equal(
      textOf(units, 'bmv-agent.service'),
    );
  });

  it('touches nothing that is a link where /usr is merged, and holds no path of the builder', () => {
    const top = new Set(payload.tree.map(({ path }) => path.split('/')[0]));
    expect([...top]).to.deep.equal(['etc', 'opt', 'usr']);
    for (const entry of payload.tree) {
      if (entry.kind !== 'file' || entry.path.endsWith('bin/node')) continue;
      expect(Buffer.from(entry.content).includes(root), entry.path).to.equal(false);
    }
  });

  it('has no registry, says where there is one, and can ask it', () => {
    const bmv = join(folder, 'root/opt/bmv/bmv.mjs');
    const refusal = /a ramdisk has no registry; run bmv registry from a checkout/;
    for (const words of [['serve', '--store', 'x.db'], ['backup', 'x'], []])
      expect(() => run(bmv, 'registry', ...words), words.join(' '))
        .to.throw(refusal)
        .with.property('status', 2);
    expect(run(bmv, 'volumes', 'list', '--help')).to.contain('--registry');
    const packages = textOf(folder, 'root/opt/bmv/licenses/packages.txt').matchAll(/^== (\S+)$/gm);
    const names = [...packages].map(([, name]) => name);
    expect(names).to.include.members(['commander', 'protobufjs', 'undici', 'ws', 'zod']);
    for (const name of ['fastify', 'kysely', 'mysql2', 'prom-client']) expect(names).to.not.include(name);
  });

  it('has the licenses of all that is in it', () => {
    const licenses = join(folder, 'root/opt/bmv/licenses');
    expect(textOf(licenses, 'packages.txt'))
      .to.match(/^== undici\n/m)
      .and.not.contain('no license file');
    expect(textOf(licenses, 'node.txt')).to.contain('Node.js');
  });

  it('is the same, byte by byte, when it is built again', async () => {
    const [one, two] = [await build(), await build()];
    expect(digestOf(one)).to.equal(digestOf(two));
    expect(one.build).to.match(/^0\.1\.0\+[\da-f]{12}$/);
  });

  it('has another build id when its programs differ, and the same one for other options', async () => {
    const { build: id } = await build();
    const entry = await build({ agentEntry: 'agent/version.ts' });
    expect(entry.build).to.not.equal(id);
    expect(payload.build).to.not.equal(id);
    const options = await build({ conf: 'proof = full\n', registryCa: 'a certificate', pythonPath: 'opt/x' });
    expect(options.build).to.equal(id);
    expect(options.tree.map(({ path }) => path)).to.include('etc/bmv/registry-ca.pem');
  });

  async function refusal(changes: Partial<PayloadRequest>): Promise<string> {
    const result: unknown = await build(changes).catch((error: unknown) => error);
    if (result instanceof BmvError && result.code === 'PAYLOAD_INCOMPLETE') return result.message;
    throw new Error('nothing was refused', { cause: result });
  }

  it('refuses a node that is not there, no program, or for another processor', async () => {
    const other = ARCH === 'x64' ? 'arm64' : 'x64';
    const text = join(folder, 'text');
    writeFileSync(text, '#!/bin/sh\n'.repeat(100));
    expect(await refusal({ nodePath: join(folder, 'absent') })).to.contain('check the path');
    expect(await refusal({ nodePath: text })).to.contain(`is no Linux program for ${ARCH}; give`);
    expect(await refusal({ arch: other })).to.contain(`is no Linux program for ${other} but for ${ARCH}`);
    expect(await refusal({ arch: other, nodePath: null })).to.contain(
      `run npm install --no-save --os=linux --cpu=${other} node-linux-${other}`,
    );
  });

  it('refuses sources that are not complete', async () => {
    expect(await refusal({ agentEntry: 'agent/absent.ts' })).to.contain('the agent cannot be bundled: ');
    expect(await refusal({ root: folder })).to.contain('is not in the checkout');
  });
});
