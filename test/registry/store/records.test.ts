import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { listNodeIds } from '../../../registry/api/queries/node-list.ts';
import type { StepRun, Volume } from '../../../registry/model.ts';
import { listAlarms, readAlarm, readOpenAlarms, writeAlarms } from '../../../registry/store/alarms.ts';
import {
  readClaims,
  readClaimsOf,
  readDisks,
  removeClaims,
  writeClaims,
  writeDisks,
} from '../../../registry/store/disks.ts';
import { addNode, bumpNodes, describeNodes, nameNode, readNode } from '../../../registry/store/nodes.ts';
import { listRuns, readRunning, readRuns, writeRuns } from '../../../registry/store/runs.ts';
import {
  listUntrustedInventories,
  putUntrustedInventory,
} from '../../../registry/store/untrusted-inventories.ts';
import {
  countVolumes,
  listVolumes,
  readVolume,
  readVolumes,
  readVolumesNamed,
  readVolumesOf,
  writeVolumes,
} from '../../../registry/store/volumes.ts';
import { aClaim, aDisk, anAlarm, anInventory, aVolume } from '../../support/registry-records.ts';
import { BACKENDS, codeOf, newStore, storeOfSuite } from '../../support/stores.ts';

const FIRST_PAGE = { after: null, limit: 100 };

for (const backend of BACKENDS)
  describe(`records in ${backend}`, () => {
    const store = storeOfSuite(backend);

    it('of nodes say what Ironic and the machine call them, and are found by any part of that', async () => {
      const uuid = randomUUID();
      await store().transaction(async (tx) => {
        expect([await addNode(tx, uuid), await addNode(tx, uuid)]).to.deep.equal([true, false]);
        await nameNode(tx, uuid, 'Rack_7%!');
        const hello = {
          systemUuid: randomUUID(),
          systemSerial: 'SER-1',
          macAddresses: ['52:54:00:aa:bb:cc'],
        };
        await describeNodes(tx, new Map([[uuid, hello]]));
      });
      const node = await store().read((view) => readNode(view, uuid));
      expect(node).to.deep.include({
        name: 'Rack_7%!',
        systemSerial: 'SER-1',
        macAddresses: ['52:54:00:aa:bb:cc'],
      });
      const find = async (search: string) =>
        await store().read((view) => listNodeIds(view, { ...FIRST_PAGE, search }));
      for (const part of ['rack_7', '7%!', 'ser-', 'AA:BB', uuid.slice(3, 20)])
        expect(await find(part), part).to.deep.equal([uuid]);
      for (const part of ['rack.7', '7%%', '__']) expect(await find(part), part).to.deep.equal([]);
    });

    it('of nodes count decisions, and the second of two at a time is lost', async () => {
      const own = await newStore(backend, { retries: { attempts: 2, firstPauseMs: 1 } });
      const uuid = randomUUID();
      await own.transaction((tx) => addNode(tx, uuid));
      const decide = async () => await own.transaction((tx) => bumpNodes(tx, [{ uuid, generation: 1 }]));
      await decide();
      expect((await own.read((view) => readNode(view, uuid)))?.generation).to.equal(2);
      expect(await codeOf(decide())).to.equal('STORE_CONFLICT');
    });

    it('of disks and claims are those of their node', async () => {
      const [node, other] = [randomUUID(), randomUUID()];
      const volume = aVolume({ id: randomUUID(), node });
      const disk = aDisk({ node, generation: 0 });
      const claims = [aClaim(volume), aClaim(volume, { disk: 'device:/dev/sdb', state: 'missing' })];
      await store().transaction(async (tx) => {
        await writeDisks(tx, [disk, { ...disk, node: other }]);
        await writeClaims(tx, [...claims, aClaim(volume, { node: other })]);
      });
      expect(await store().read((view) => readDisks(view, [node]))).to.deep.equal([
        { ...disk, generation: 1 },
      ]);
      expect(await store().read((view) => readClaims(view, [node]))).to.have.deep.members(claims);
      expect(await store().read((view) => readClaimsOf(view, volume.id))).to.have.length(3);
      await store().transaction((tx) => removeClaims(tx, [claims[0] as (typeof claims)[number]]));
      expect(await store().read((view) => readClaims(view, [node, other]))).to.have.length(2);
    });

    it('of volumes come back as they were written, with the next generation', async () => {
      const proof = { kind: 'sample', seed: 's', digest: 'ab'.repeat(32), bytesRead: 3 } as const;
      const all: Volume[] = [
        aVolume({ id: randomUUID(), generation: 0, proof, set: 'db', label: 'ä"\\' }),
        aVolume({ id: randomUUID(), generation: 0, disk: null, offset: null, state: 'quarantined' }),
        aVolume({
          id: randomUUID(),
          generation: 0,
          stateBefore: 'in-use',
          state: 'missing',
          isAdopted: true,
          tell: ['gpt-auto', 'fstab'],
        }),
      ];
      await store().transaction((tx) => writeVolumes(tx, all));
      const ids = all.map(({ id }) => id);
      const read = await store().read((view) => readVolumes(view, ids));
      expect(read).to.have.deep.members(all.map((volume) => ({ ...volume, generation: 1 })));
      const [first] = read as [Volume];
      await store().transaction((tx) => writeVolumes(tx, [{ ...first, name: 'other' }]));
      expect(await store().read((view) => readVolume(view, first.id))).to.deep.equal({
        ...{ ...first, name: 'other', generation: 2 },
      });
    });

    it('of volumes are compared and set: the second of two changes is lost, and takes nothing with it', async () => {
      const own = await newStore(backend, { retries: { attempts: 2, firstPauseMs: 1 } });
      const [one, other] = [
        aVolume({ id: randomUUID(), generation: 0 }),
        aVolume({ id: randomUUID(), generation: 0 }),
      ];
      await own.transaction((tx) => writeVolumes(tx, [one, other]));
      await own.transaction((tx) => writeVolumes(tx, [{ ...one, name: 'new', generation: 1 }]));
      const stale = [
        { ...other, name: 'stale', generation: 1 },
        { ...one, name: 'stale', generation: 1 },
      ];
      expect(await codeOf(own.transaction((tx) => writeVolumes(tx, stale)))).to.equal('STORE_CONFLICT');
      expect(await codeOf(own.transaction((tx) => writeVolumes(tx, [one])))).to.equal('STORE_CONFLICT');
      const names = (await own.read((view) => readVolumes(view, [one.id, other.id]))).map(({ name }) => name);
      expect(names).to.have.members(['new', 'data']);
    });

    it('of volumes are listed by all that they are asked for by, page by page', async () => {
      const own = await newStore(backend);
      const volumes = Array.from({ length: 12 }, (_, index) =>
        aVolume({
          ...{ id: randomUUID(), generation: 0, node: `n${index % 2}`, project: `p${index % 3}` },
          ...{ set: index < 4 ? 's' : '', name: `v${index}`, state: index < 6 ? 'available' : 'released' },
        }),
      );
      await own.transaction((tx) => writeVolumes(tx, volumes));
      const idsOf = (found: readonly Volume[]) => found.map(({ id }) => id);
      const where = (test: (volume: Volume) => boolean) => idsOf(volumes.filter(test)).sort();
      const list = async (filter: object) =>
        idsOf(await own.read((view) => listVolumes(view, { ...FIRST_PAGE, ...filter })));
      expect(await list({})).to.deep.equal(where(() => true));
      expect(await list({ node: 'n1' })).to.deep.equal(where(({ node }) => node === 'n1'));
      expect(await list({ project: 'p2', node: 'n0' })).to.deep.equal(
        where(({ project, node }) => project === 'p2' && node === 'n0'),
      );
      expect(await list({ set: 's' })).to.deep.equal(where(({ set }) => set === 's'));
      expect(await list({ name: 'v7' })).to.deep.equal(where(({ name }) => name === 'v7'));
      expect(await list({ states: ['released', 'missing'] })).to.deep.equal(
        where(({ state }) => state === 'released'),
      );
      const pages: string[] = [];
      for (let after: string | null = null; ; after = pages.at(-1) ?? null) {
        const page = await list({ after, limit: 5 });
        if (page.length === 0) break;
        pages.push(...page);
      }
      expect(pages).to.deep.equal(where(() => true));
      expect(idsOf(await own.read((view) => readVolumesOf(view, ['n0', 'n9'])))).to.deep.equal(
        where(({ node, state }) => node === 'n0' && state !== 'released'),
      );
      expect(idsOf(await own.read((view) => readVolumesNamed(view, ['v1'])))).to.have.length(1);
      expect(Object.fromEntries(await own.read(countVolumes))).to.deep.equal({ available: 6, released: 6 });
    });

    it('of alarms are raised and resolved once', async () => {
      const own = await newStore(backend, { retries: { attempts: 2, firstPauseMs: 1 } });
      const alarm = anAlarm({ id: randomUUID(), message: 'x'.repeat(5000) });
      const resolved = { ...alarm, resolvedAtMs: 5, resolution: 'accepted by alice' };
      await own.transaction((tx) => writeAlarms(tx, [alarm]));
      expect(await own.read((view) => readOpenAlarms(view, [alarm.node]))).to.deep.equal([alarm]);
      await own.transaction((tx) => writeAlarms(tx, [resolved]));
      expect(await own.read((view) => readOpenAlarms(view, [alarm.node]))).to.deep.equal([]);
      expect(await own.read((view) => readAlarm(view, alarm.id))).to.deep.equal(resolved);
      expect(await codeOf(own.transaction((tx) => writeAlarms(tx, [resolved])))).to.equal('STORE_CONFLICT');
      const list = async (filter: object) =>
        (await own.read((view) => listAlarms(view, { ...FIRST_PAGE, ...filter }))).length;
      expect([await list({ isOpen: true }), await list({ isOpen: false, node: alarm.node })]).to.deep.equal([
        0, 1,
      ]);
    });

    it('of steps are the node’s, also where two nodes name one run, and are listed newest first', async () => {
      const own = await newStore(backend);
      const aRun = (changes: Partial<StepRun>): StepRun => ({
        ...{
          run: randomUUID(),
          node: 'n',
          step: 'write_image',
          kind: 'deploy',
          state: 'running',
          startedAtMs: 1,
        },
        ...{
          endedAtMs: null,
          phase: '',
          doneBytes: 0,
          totalBytes: null,
          failureCode: '',
          failureMessage: '',
        },
        ...{ updatedAtMs: 1, ...changes },
      });
      const runs = [
        aRun({ startedAtMs: 3 }),
        aRun({ startedAtMs: 2, state: 'failed' }),
        aRun({ startedAtMs: 2 }),
      ];
      const foreign = aRun({ run: runs[0]?.run ?? '', node: 'm', startedAtMs: 9 });
      await own.transaction((tx) => writeRuns(tx, [...runs, foreign]));
      await own.transaction((tx) => writeRuns(tx, [{ ...foreign, phase: 'write', doneBytes: 2 ** 40 }]));
      expect(await own.read((view) => readRunning(view, ['n']))).to.have.deep.members([runs[0], runs[2]]);
      expect(await own.read((view) => readRuns(view, [foreign.run]))).to.have.length(2);
      const list = async (before: StepRun | null, limit: number) =>
        await own.read((view) => listRuns(view, { node: 'n', before, limit }));
      const newest = [...runs].sort((a, b) => b.startedAtMs - a.startedAtMs || (a.run < b.run ? 1 : -1));
      expect(await list(null, 9)).to.deep.equal(newest);
      expect(await list(newest[0] ?? null, 1)).to.deep.equal([newest[1]]);
      expect(await list(newest[1] ?? null, 9)).to.deep.equal([newest[2]]);
    });

    it('of machines that nobody vouches for are a limited number, of which the oldest go', async () => {
      const own = await newStore(backend);
      const put = async (machine: string) =>
        await own.transaction((tx) => putUntrustedInventory(tx, machine, anInventory(), 3));
      for (const machine of ['d', 'c', 'b', 'c', 'a']) await put(machine);
      const kept = await own.read((view) => listUntrustedInventories(view, FIRST_PAGE));
      expect(kept.map(({ machine }) => machine))
        .to.include('a')
        .and.to.have.length(3);
      expect(kept[0]?.inventory).to.deep.equal(anInventory());
    });
  });
