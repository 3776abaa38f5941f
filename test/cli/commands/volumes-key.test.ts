import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { bmvBytes, bmvJson } from '../../support/bmv.ts';
import { keyIn } from '../../support/keks.ts';
import {
  NODE_UUID,
  nodeDetailJson,
  nodeJson,
  uuidOf,
  VOLUME_ID,
  volumeJson,
} from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

describe('bmv volumes key', () => {
  const key = randomBytes(32);
  const path = `/v1/volumes/${VOLUME_ID}/key`;
  let registry: ScriptedRegistry;

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    const volume = volumeJson({ encryption: 'luks2', erase: 'crypto' });
    registry
      .on('GET', '/v1/volumes', { volumes: [volume], next: null })
      .on('GET', `/v1/volumes/${VOLUME_ID}`, volume)
      .on('GET', path, { volume: VOLUME_ID, key: key.toString('base64') });
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmvBytes([...argv, '--registry', registry.url]);

  it('writes the bytes of the key as they are, and nothing else', async () => {
    const { code, out, err, bytes } = await run('volumes', 'key', 'data', '--project', 'web');
    expect({ code, out, err }).to.deep.equal({ code: 0, out: '', err: '' });
    expect(bytes.equals(key)).to.equal(true);
  });

  it('gives programs that ask for JSON one object', async () => {
    const { code, json } = await bmvJson('volumes', 'key', VOLUME_ID, '--registry', registry.url);
    expect([code, json]).to.deep.equal([0, { volume: VOLUME_ID, key: key.toString('base64') }]);
  });

  it('refuses a terminal before it asks for the key, and shows the pipe that opens the volume', async () => {
    for (const form of [[], ['--json']]) {
      const argv = ['volumes', 'key', 'data', '--registry', registry.url, ...form];
      const { code, out, err, bytes } = await bmvBytes(argv, { outIsTerminal: true });
      expect([code, bytes.length]).to.deep.equal([2, 0]);
      expect(out + err).to.include(
        `bmv volumes key ${VOLUME_ID} | cryptsetup open --key-file - /dev/disk/by-partuuid/${VOLUME_ID} NAME`,
      );
      expect(keyIn(out + err, key)).to.equal(-1);
    }
    expect(registry.asked.filter((asked) => asked.path.endsWith('/key'))).to.deep.equal([]);
  });

  it('writes nothing where there is no key, and says why', async () => {
    registry.on('GET', path, problem(404, 'KEY_UNKNOWN', 'the registry has no key of it'));
    const { code, err, bytes } = await run('volumes', 'key', 'data');
    expect([code, bytes.length, err]).to.deep.equal([
      ...[3, 0, 'bmv: the registry has no key of it (KEY_UNKNOWN)\n'],
    ]);
  });

  it('writes nothing that is no whole key, which would open nothing', async () => {
    registry.on('GET', path, { volume: VOLUME_ID, key: key.subarray(1).toString('base64') });
    const { code, err, bytes } = await run('volumes', 'key', 'data');
    expect([code, bytes.length]).to.deep.equal([1, 0]);
    expect(err).to.include('has 31 bytes, not 32').and.include('REGISTRY_ANSWER');
  });

  it('is of a volume that was reserved with encryption, which is asked for in the API’s words', async () => {
    registry
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null })
      .on('GET', `/v1/nodes/${NODE_UUID}`, nodeDetailJson())
      .on('POST', '/v1/volumes', {
        volume: volumeJson({ state: 'reserved', encryption: 'luks2' }),
        notes: [],
      });
    const asked = async (...more: string[]) => {
      await run('volumes', 'reserve', 'data', '--size', '1G', '--node', NODE_UUID, ...more);
      return registry.asked.at(-1)?.body;
    };
    expect(await asked('--encryption', 'luks2'))
      .to.deep.include({ encryption: 'luks2' })
      .and.not.have.property('erase');
    expect(await asked('--encryption', 'opaque', '--erase', 'zero')).to.deep.include({
      ...{ encryption: 'opaque', erase: 'zero' },
    });
    expect(await asked()).to.not.have.any.keys('encryption', 'erase');
    const wrong = await run('volumes', 'reserve', 'data', '--size', '1G', '--any', '--encryption', 'luks1');
    expect([wrong.code, /Allowed choices are none, luks2, opaque/.test(wrong.err)]).to.deep.equal([2, true]);
    const adopt = ['volumes', 'adopt', uuidOf(88), '--node', NODE_UUID, '--name', 'old', '--encryption'];
    await run(...adopt, 'opaque');
    expect(registry.asked.at(-1)?.body).to.deep.include({ adopt: true, encryption: 'opaque' });
    expect((await run(...adopt, 'luks2')).code).to.equal(2);
  });

  it('is destroyed by `resolve --ignore` only when somebody says yes', async () => {
    registry
      .on('GET', `/v1/volumes/${VOLUME_ID}`, volumeJson({ encryption: 'luks2', state: 'quarantined' }))
      .on('POST', `/v1/volumes/${VOLUME_ID}/resolve`, { volume: volumeJson({ project: '' }), notes: [] });
    const refused = await run('volumes', 'resolve', VOLUME_ID, '--ignore');
    expect([refused.code, registry.asked.at(-1)?.method]).to.deep.equal([3, 'GET']);
    expect((await run('volumes', 'resolve', VOLUME_ID, '--ignore', '--yes')).code).to.equal(0);
    expect(registry.asked.at(-1)?.body).to.deep.equal({ resolution: 'ignore' });
  });
});
