import { expect } from 'chai';
import type { KeyRequest, PermissionRequest } from '../../../proto/channel.ts';
import type { FileKeks } from '../../../registry/keys/file-keks.ts';
import type { KeyWrapper, WrappedKey } from '../../../registry/keys/key-wrapper.ts';
import { rewrapKeys } from '../../../registry/requests/rewrap-keys.ts';
import { VolumeKeys } from '../../../registry/requests/volume-keys.ts';
import { readVolumeKey } from '../../../registry/store/volume-keys.ts';
import { ApiWorld, diskOf, FREE_NODE, newVolume, WEB_NODE } from '../../support/api-world.ts';
import { KekFolder, keyIn } from '../../support/keks.ts';
import { anErasure, aReservation, MIB, shown, volumeId } from '../../support/registry-records.ts';
import { BACKENDS, type BackendName, codeOf } from '../../support/stores.ts';

const RUN = '77777777-7777-4777-8777-777777777777';
const VOLUME = volumeId(70);
const ANN = { id: 'ann', project: '', onlyProject: null };
const SIZE = 40 * MIB;

const GRANTED: PermissionRequest = {
  ...{ id: 1, run: RUN, step: 'create_volumes', kind: 'deploy', nodeUuid: FREE_NODE, instanceUuid: '' },
  project: 'web',
};
const ASKED: KeyRequest = { id: 9, run: RUN, volumeId: VOLUME };

interface World {
  readonly world: ApiWorld;
  readonly folder: KekFolder;
  readonly keys: VolumeKeys;
}

/** A world with a volume that is reserved with encryption, on the node that is free. */
async function aWorld(backend: BackendName = 'sqlite'): Promise<World> {
  const folder = new KekFolder('a.key');
  const world = await ApiWorld.make({ backend, wrapper: await folder.open() });
  const { status, text } = await reserve(world);
  expect(status, text).to.equal(201);
  return { world, folder, keys: world.api.keys };
}

async function reserve({ api }: ApiWorld, changes: Readonly<Record<string, unknown>> = {}) {
  const asked = { id: VOLUME, name: 'secret', encryption: 'luks2', size_bytes: SIZE, filesystem: 'none' };
  return await api.post('/v1/volumes', newVolume(FREE_NODE, { ...asked, ...changes }));
}

/** What the node's agent reports of the volume. */
function report(change: 'created' | 'released', erasure: ReturnType<typeof anErasure> | null = null) {
  const volume = aReservation({
    ...{ id: VOLUME, name: 'secret', node: FREE_NODE, encryption: 'luks2', length: SIZE },
    ...{ offset: 40 * MIB, filesystem: 'none', mountPoint: '' },
  });
  return {
    ...{ type: 'volume-event' as const, change, atMs: 1, run: RUN, erasure },
    ...{ volume: shown(volume), disk: diskOf(FREE_NODE).identity },
  };
}

const crypto = () => anErasure({ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB });

async function kindsOf({ api }: ApiWorld): Promise<readonly string[]> {
  const { json } = await api.get('/v1/events?kind=key');
  return json.events.map(({ kind }: { kind: string }) => kind);
}

for (const backend of BACKENDS)
  describe(`keys of volumes on ${backend}`, function () {
    this.timeout(120_000);

    it('are made with the reservation, and the agent that makes the volume gets the one that its project reads', async () => {
      const { world, keys } = await aWorld(backend);
      const answer = await keys.give(world.free.session, ASKED, GRANTED);
      expect(answer).to.deep.include({ id: 9, allowed: true, reason: '' });
      expect(answer.key).to.have.length(32);
      const read = await keys.read(VOLUME, { id: 'mia', project: 'web', onlyProject: 'web' });
      expect(Buffer.from(read).equals(answer.key)).to.equal(true);
      expect(await kindsOf(world)).to.deep.equal(['key.delivered', 'key.read']);
      const { json } = await world.api.get('/v1/events?kind=key.read');
      expect(json.events[0]).to.deep.include({ volume: VOLUME, project: 'web', details: {} });
      expect(json.events[0].actor).to.deep.equal({ kind: 'user', id: 'mia', project: 'web' });
      expect(keys.counts).to.deep.equal({ delivered: 1, refused: 0, read: 1 });
    });

    it('stay until the erasure of the volume is proven, and are then gone for everybody', async () => {
      const { world, keys } = await aWorld(backend);
      const { api, free } = world;
      await free.report(report('created'));
      await api.post(`/v1/volumes/${VOLUME}/release`, {});
      await free.report(
        report('released', anErasure({ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 0 })),
      );
      expect((await api.get(`/v1/volumes/${VOLUME}`)).json.state).to.equal('releasing');
      expect(await keys.read(VOLUME, ANN)).to.have.length(32);
      await free.report(report('released', crypto()));
      expect((await api.get(`/v1/volumes/${VOLUME}`)).json).to.include({
        state: 'released',
        encryption: 'luks2',
      });
      expect(await codeOf(keys.read(VOLUME, ANN))).to.equal('KEY_UNKNOWN');
      expect(await kindsOf(world)).to.deep.equal(['key.read', 'key.destroyed']);
      const stored = await api.store.read((view) => readVolumeKey(view, VOLUME));
      expect(stored?.wrapped).to.equal(null);
      expect(stored?.destroyedAtMs).to.be.greaterThan(0);
    });

    it('of a reservation that is cancelled go with it, unless an agent may have made the volume', async () => {
      const { world, keys } = await aWorld(backend);
      const { api } = world;
      await api.post(`/v1/volumes/${VOLUME}/cancel`, {});
      expect(await codeOf(keys.read(VOLUME, ANN))).to.equal('KEY_UNKNOWN');
      const other = volumeId(71);
      expect((await reserve(world, { id: other })).status).to.equal(201);
      const given = await keys.give(world.free.session, { ...ASKED, volumeId: other }, GRANTED);
      await api.post(`/v1/volumes/${other}/cancel`, {});
      expect(Buffer.from(await keys.read(other, ANN)).equals(given.key)).to.equal(true);
      expect(await kindsOf(world)).to.deep.equal(['key.destroyed', 'key.delivered', 'key.read']);
    });

    it('of a volume that is given up go with it, and not with its quarantine', async () => {
      const { world, keys } = await aWorld(backend);
      const { api, free } = world;
      await free.report(report('created'));
      await api.post(`/v1/volumes/${VOLUME}/quarantine`, { reason: 'a doubt' });
      expect(await keys.read(VOLUME, ANN)).to.have.length(32);
      await api.post(`/v1/volumes/${VOLUME}/resolve`, { resolution: 'ignore' });
      expect(await codeOf(keys.read(VOLUME, ANN))).to.equal('KEY_UNKNOWN');
      const { json } = await api.get('/v1/events?kind=key.destroyed');
      expect(json.events[0]).to.deep.include({ volume: VOLUME, project: 'web' });
    });

    it('survive requests that are refused: nothing is destroyed, and nothing is made twice', async () => {
      const { world, keys } = await aWorld(backend);
      const before = await keys.read(VOLUME, ANN);
      expect((await reserve(world)).status).to.equal(200);
      expect((await reserve(world, { encryption: 'none' })).json.code).to.equal('VOLUME_EXISTS');
      expect((await reserve(world, { id: volumeId(72) })).json.code).to.equal('VOLUME_EXISTS');
      expect((await world.api.post(`/v1/volumes/${VOLUME}/release`, {})).json.code).to.equal('VOLUME_STATE');
      expect(Buffer.from(await keys.read(VOLUME, ANN)).equals(before)).to.equal(true);
      expect(await world.api.store.read((view) => readVolumeKey(view, volumeId(72)))).to.equal(null);
    });

    it('are given to no session that a newer one has taken the place of, and nothing is noted', async () => {
      const { world, keys } = await aWorld(backend);
      await world.api.node(FREE_NODE);
      expect(await codeOf(keys.give(world.free.session, ASKED, GRANTED))).to.equal('SESSION_FENCED');
      expect(await kindsOf(world)).to.deep.equal([]);
    });

    it('are wrapped anew by the newest KEK, and open as before when the older one is gone', async () => {
      const { world, folder, keys } = await aWorld(backend);
      const { store } = world.api;
      const before = await keys.read(VOLUME, ANN);
      folder.put('b.key');
      const wrapper = await folder.open();
      const done = await rewrapKeys(store, wrapper);
      expect(done).to.deep.include({ rewrapped: 1, failed: [] });
      expect(done.kek).to.match(/^b\.key#/);
      expect(await rewrapKeys(store, wrapper)).to.deep.include({ rewrapped: 0, failed: [] });
      folder.take('a.key');
      const later = new VolumeKeys(store, await folder.open(), { defaultProject: '' });
      expect(Buffer.from(await later.read(VOLUME, ANN)).equals(before)).to.equal(true);
      const { json } = await world.api.get('/v1/events?kind=keys.rewrapped');
      expect(json.events.map(({ details }: { details: object }) => details)).to.deep.equal([
        { kek: done.kek, rewrapped: 1, failed: 0 },
      ]);
    });
  });

/** Waits outside of the store for each key, as a service would, and does what a test says meanwhile. */
class SlowWrapper implements KeyWrapper {
  readonly #keks: FileKeks;
  meanwhile: () => Promise<void> = async () => {};

  constructor(keks: FileKeks) {
    this.#keks = keks;
  }

  async wrap(key: Uint8Array, context: string): Promise<WrappedKey> {
    return await this.#keks.wrap(key, context);
  }

  async unwrap(key: WrappedKey, context: string): Promise<Uint8Array> {
    const { meanwhile } = this;
    this.meanwhile = async () => {};
    await meanwhile();
    return await this.#keks.unwrap(key, context);
  }

  async newest(): Promise<string> {
    return await this.#keks.newest();
  }

  async has(kek: string): Promise<boolean> {
    return await this.#keks.has(kek);
  }
}

describe('keys of volumes', () => {
  it('are refused to an agent as the rules say, each time with an event', async () => {
    const { world, keys } = await aWorld();
    const give = async (request: Partial<KeyRequest>, granted: PermissionRequest | null = GRANTED) =>
      await keys.give(world.free.session, { ...ASKED, ...request }, granted);
    const answers = [
      await give({}, null),
      await give({}, { ...GRANTED, project: 'other' }),
      // Of another node, of no node, and without encryption.
      await keys.give(world.web.session, ASKED, GRANTED),
      await give({ volumeId: volumeId(99) }),
      await keys.give(world.web.session, { ...ASKED, volumeId: world.volume }, GRANTED),
    ];
    for (const { id, allowed, reason, key } of answers) {
      expect([id, allowed, key.length]).to.deep.equal([9, false, 0]);
      expect(reason).to.match(/^[^\n]+$/);
    }
    expect(await kindsOf(world)).to.deep.equal(answers.map(() => 'key.refused'));
    const { json } = await world.api.get('/v1/events?kind=key.refused');
    expect(json.events.map(({ details }: { details: { rule: string } }) => details.rule)).to.deep.equal([
      ...['no-permission', 'other-project', 'no-volume', 'no-volume', 'no-volume'],
    ]);
    expect(keys.counts).to.include({ refused: 5, delivered: 0 });
  });

  it('are refused to a run that has ended by its own report, and to whoever asks when the volume is made', async () => {
    const { world, keys } = await aWorld();
    const { free } = world;
    const step = { run: RUN, step: 'create_volumes', kind: 'deploy', atMs: 1 } as const;
    await free.report({ type: 'step-started', ...step });
    expect((await keys.give(free.session, ASKED, GRANTED)).allowed).to.equal(true);
    // Asked again, since the answer was lost: the volume is not made yet.
    expect((await keys.give(free.session, ASKED, GRANTED)).allowed).to.equal(true);
    const end = { failure: null, durationMs: 1, bytesWritten: 0, bytesDownloaded: 0 };
    await free.report({ type: 'step-finished', ...step, ...end });
    expect((await keys.give(free.session, ASKED, GRANTED)).reason).to.include('has succeeded');
    await free.report(report('created'));
    const other = { ...GRANTED, run: volumeId(5) };
    const late = await keys.give(free.session, { ...ASKED, run: volumeId(5) }, other);
    expect(late.reason).to.include('is available, and agents get keys to make volumes alone');
  });

  it('are told to nobody of another project, not even that they are there', async () => {
    const { keys } = await aWorld();
    const sam = { id: 'sam', project: 'other', onlyProject: 'other' };
    expect(await codeOf(keys.read(VOLUME, sam))).to.equal('VOLUME_UNKNOWN');
    expect(await codeOf(keys.read(volumeId(99), sam))).to.equal('VOLUME_UNKNOWN');
    expect(keys.counts.read).to.equal(0);
  });

  it('are none of volumes without one', async () => {
    const { world, keys } = await aWorld();
    const message = await keys.read(world.volume, ANN).catch((error: Error) => error.message);
    expect(message).to.match(/^the registry has no key of volume [^\n]+$/);
    expect(await codeOf(keys.read(world.volume, ANN))).to.equal('KEY_UNKNOWN');
  });

  it('are not made without a KEK: the reservation is refused in one line, and nothing is reserved', async () => {
    const world = await ApiWorld.make();
    const { status, json } = await reserve(world);
    expect([status, json.code]).to.deep.equal([409, 'KEK_MISSING']);
    expect(json.detail).to.match(/^[^\n]*--kek[^\n]*$/);
    expect((await world.api.get(`/v1/volumes/${VOLUME}`)).status).to.equal(404);
    expect((await reserve(world, { encryption: 'opaque' })).status).to.equal(201);
  });

  const broken: readonly [what: string, code: string, breaks: (world: World) => Promise<FileKeks | null>][] =
    [
      ['the registry was started without a KEK', 'KEK_MISSING', async () => null],
      [
        'their KEK is missing',
        'KEK_MISSING',
        async ({ folder }) => {
          folder.put('b.key');
          folder.take('a.key');
          return await folder.open();
        },
      ],
      [
        'the file of their KEK has another key',
        'KEK_MISSING',
        async ({ folder }) => {
          folder.put('a.key');
          return await folder.open();
        },
      ],
      [
        'they were tampered with',
        'KEY_UNREADABLE',
        async ({ world, folder }) => {
          await change(world, (wrapped) => {
            const bytes = Buffer.from(wrapped, 'base64');
            bytes[20] = (bytes[20] ?? 0) ^ 1;
            return bytes.toString('base64');
          });
          return await folder.open();
        },
      ],
      [
        'another volume’s stands in their place',
        'KEY_UNREADABLE',
        async ({ world, folder }) => {
          await reserve(world, { id: volumeId(71), name: 'other', size_bytes: 17 * MIB });
          const other = await world.api.store.read((view) => readVolumeKey(view, volumeId(71)));
          await change(world, () => other?.wrapped?.wrapped ?? '');
          return await folder.open();
        },
      ],
    ];

  async function change({ api }: ApiWorld, by: (wrapped: string) => string): Promise<void> {
    const before = await api.store.read((view) => readVolumeKey(view, VOLUME));
    await api.store.transaction(async ({ db }) => {
      const wrapped = by(before?.wrapped?.wrapped ?? '');
      await db.updateTable('volume_keys').set({ wrapped }).where('volume', '=', VOLUME).execute();
    });
  }

  for (const [what, code, breaks] of broken)
    it(`are refused in one line where ${what}, and nothing is lost`, async () => {
      const made = await aWorld();
      const { world, folder } = made;
      const { store } = world.api;
      const key = await made.keys.read(VOLUME, ANN);
      const backup = await store.read((view) => readVolumeKey(view, VOLUME));
      const [kek] = await Promise.all([folder.open()]);
      const wrapper = await breaks(made);
      const stored = await store.read((view) => readVolumeKey(view, VOLUME));
      const keys = new VolumeKeys(store, wrapper, { defaultProject: '' });
      expect(await codeOf(keys.read(VOLUME, ANN))).to.equal(code);
      const message = await keys.read(VOLUME, ANN).catch((error: Error) => error.message);
      const { allowed, reason, key: none } = await keys.give(world.free.session, ASKED, GRANTED);
      expect([allowed, none.length]).to.deep.equal([false, 0]);
      expect(reason).to.equal(message);
      for (const said of [reason, JSON.stringify((await world.api.get('/v1/events?kind=key')).json)])
        expect(keyIn(said, key)).to.equal(-1);
      expect(reason)
        .to.match(/^[^\n]+; [^\n]+$/)
        .and.include(VOLUME);
      if (wrapper) {
        const { rewrapped, failed } = await rewrapKeys(store, await withNewest(folder));
        expect(rewrapped).to.be.lessThan(2);
        expect(failed).to.deep.equal([{ volume: VOLUME, why: failed[0]?.why }]);
        expect(failed[0]?.why).to.match(/^[^\n]+$/);
      }
      // What cannot be opened stays as it is, and opens again when the cause is gone.
      const after = await store.read((view) => readVolumeKey(view, VOLUME));
      expect(after?.wrapped).to.deep.equal(stored?.wrapped);
      await change(world, () => backup?.wrapped?.wrapped ?? '');
      const mended = new VolumeKeys(store, kek, { defaultProject: '' });
      expect(Buffer.from(await mended.read(VOLUME, ANN)).equals(key)).to.equal(true);
    });

  async function withNewest(folder: KekFolder): Promise<FileKeks> {
    folder.put('z.key');
    return await folder.open();
  }

  it('that are wrapped anew one by one stay as they are where that is interrupted, and the rest follows', async () => {
    const { world, folder, keys } = await aWorld();
    const { store } = world.api;
    await reserve(world, { id: volumeId(71), name: 'other', size_bytes: 17 * MIB });
    const before = await keys.read(VOLUME, ANN);
    folder.put('b.key');
    const wrapper = new SlowWrapper(await folder.open());
    const stop = new AbortController();
    wrapper.meanwhile = async () => stop.abort();
    expect(await codeOf(rewrapKeys(store, wrapper, stop.signal))).to.equal('ABORTED');
    expect(await rewrapKeys(store, wrapper)).to.deep.include({ rewrapped: 1, failed: [] });
    const later = new VolumeKeys(store, wrapper, { defaultProject: '' });
    expect(Buffer.from(await later.read(VOLUME, ANN)).equals(before)).to.equal(true);
  });

  it('that are wrapped anew while they are opened are opened once more, and the answer is told once', async () => {
    const { world, folder } = await aWorld();
    const { store } = world.api;
    const slow = new SlowWrapper(await folder.open());
    const keys = new VolumeKeys(store, slow, { defaultProject: '' });
    const before = await keys.read(VOLUME, ANN);
    slow.meanwhile = async () => {
      const { wrapped } = (await store.read((view) => readVolumeKey(view, VOLUME))) ?? {};
      const anew = await slow.wrap(before, VOLUME);
      await store.transaction(async ({ db }) => {
        await db.updateTable('volume_keys').set(anew).where('volume', '=', VOLUME).execute();
      });
      expect(wrapped?.wrapped).to.not.equal(anew.wrapped);
    };
    expect(Buffer.from(await keys.read(VOLUME, ANN)).equals(before)).to.equal(true);
    expect(await kindsOf(world)).to.deep.equal(['key.read', 'key.read']);
  });

  it('that are destroyed while they are opened are given to nobody', async () => {
    const { world, folder } = await aWorld();
    const { api } = world;
    const slow = new SlowWrapper(await folder.open());
    const keys = new VolumeKeys(api.store, slow, { defaultProject: '' });
    slow.meanwhile = async () => void (await api.post(`/v1/volumes/${VOLUME}/cancel`, {}));
    expect(await keys.give(world.free.session, ASKED, GRANTED)).to.deep.include({ allowed: false });
    expect(await codeOf(keys.read(VOLUME, ANN))).to.equal('KEY_UNKNOWN');
    expect(await kindsOf(world)).to.deep.equal(['key.destroyed', 'key.refused']);
  });

  it('of nodes that hold volumes of a project are nobody else’s by a step without a project', async () => {
    const { world, keys } = await aWorld();
    const nobody = { ...GRANTED, project: '', nodeUuid: WEB_NODE };
    expect((await keys.give(world.free.session, ASKED, nobody)).allowed).to.equal(false);
    const cleaning = { ...nobody, kind: 'clean' } as const;
    expect((await keys.give(world.free.session, ASKED, cleaning)).allowed).to.equal(true);
  });
});
