import { expect } from 'chai';
import { InventoryKeeper } from '../../../agent/channel/inventory-keeper.ts';
import type { Report } from '../../../agent/channel/spool.ts';
import type { RunEffect } from '../../../agent/channel/volume-events.ts';
import type { Inventory } from '../../../proto/report.ts';
import { aDisk, anInventory, aVolume, uuidOf } from '../../support/inventories.ts';
import { testLog } from '../../support/test-channel.ts';
import { until } from '../../support/until.ts';

const data = aVolume();
const logs = aVolume({ id: uuidOf(2), name: 'logs' });
const made: RunEffect = { run: 'r1', id: logs.id, device: '/dev/sda', change: 'created' };

/** Looks at the disks that the test decides about. */
interface Look {
  readonly signal: AbortSignal;
  readonly show: (inventory: Inventory) => void;
  readonly fail: (error: Error) => void;
}

describe('the inventory that the registry is told', () => {
  let looks: Look[];
  let reports: Report[];
  const log = testLog();
  const types = () => reports.map((report) => (report.type === 'volume-event' ? report.change : report.type));
  let toldUpTo: number[];
  const keeperOf = (left: readonly RunEffect[] = []) => {
    looks = [];
    toldUpTo = [];
    reports = [];
    return new InventoryKeeper({
      take: async (signal) =>
        await new Promise<Inventory | null>((resolve, reject) => {
          looks.push({ signal, show: resolve, fail: reject });
          signal.addEventListener('abort', () => resolve(null));
        }),
      report: (report) => reports.push(report),
      onTold: (newest) => toldUpTo.push(newest),
      left,
      now: () => 1,
      logger: log.logger,
      retryMs: 1,
    });
  };
  const settled = async () => await new Promise((resolve) => setImmediate(resolve));
  const show = async (...volumes: (typeof data)[]) => {
    looks.at(-1)?.show(anInventory([aDisk('/dev/sda', volumes)]));
    await settled();
  };

  it('is taken at the beginning, and once for all that want one meanwhile', async () => {
    const keeper = keeperOf();
    keeper.want();
    keeper.want();
    expect(looks).to.have.length(1);
    await show(data);
    expect(types()).to.deep.equal(['inventory']);
    expect(looks).to.have.length(1);
    keeper.want();
    await show(data);
    expect(types()).to.deep.equal(['inventory', 'inventory']);
  });

  it('is taken when a step has ended that may have changed something, behind what became of volumes', async () => {
    const keeper = keeperOf();
    keeper.want();
    await show(data);
    keeper.stepBegan();
    keeper.heard(made);
    keeper.stepEnded('r1', true);
    await show(data, logs);
    expect(types()).to.deep.equal(['inventory', 'created', 'inventory']);
    expect(reports[1]).to.deep.include({ run: 'r1', volume: logs });
  });

  it('tells first what an agent that was killed had not told', async () => {
    const keeper = keeperOf([made]);
    keeper.want();
    await show(data, logs);
    expect(types()).to.deep.equal(['inventory', 'created']);
    expect(toldUpTo).to.deep.equal([2]);
    keeper.want();
    await show(data, logs);
    expect(toldUpTo).to.deep.equal([2, 0]);
  });

  it('is not taken for a step that changes nothing, but what it found out is told', async () => {
    const keeper = keeperOf();
    keeper.want();
    await show(data);
    keeper.stepBegan();
    keeper.stepEnded('r1', false);
    expect(looks).to.have.length(1);
    keeper.stepBegan();
    const proof = { kind: 'full', seed: '', digest: '00'.repeat(32), bytesRead: 1 } as const;
    keeper.heard({ run: 'r2', id: data.id, device: '/dev/sda', change: 'verified', proof });
    keeper.stepEnded('r2', false);
    await show(data);
    expect(types()).to.deep.equal(['inventory', 'verified']);
  });

  it('is never taken while a step runs: one that was begun is given up, and what steps did is kept', async () => {
    const keeper = keeperOf();
    keeper.want();
    await show(data);
    keeper.want();
    keeper.stepBegan();
    expect(looks[1]?.signal.aborted).to.equal(true);
    await settled();
    keeper.want();
    await settled();
    expect(looks).to.have.length(2);
    keeper.heard(made);
    keeper.stepEnded('r1', true);
    expect(looks).to.have.length(3);
    keeper.stepBegan();
    keeper.heard({ run: 'r2', id: data.id, device: '/dev/sda', change: 'extended' });
    await settled();
    expect(types()).to.deep.equal(['inventory']);
    keeper.stepEnded('r2', true);
    await show({ ...data, length: 2 * data.length }, logs);
    expect(reports.slice(1).map((report) => ('run' in report ? report.run : report.type))).to.have.members([
      'r1',
      'r2',
      'inventory',
    ]);
  });

  it('is taken again when a step came and went while it was given up', async () => {
    const keeper = keeperOf();
    keeper.want();
    keeper.stepBegan();
    keeper.stepEnded('r1', false);
    await settled();
    await show(data);
    expect([looks.length, types()]).to.deep.equal([2, ['inventory']]);
  });

  it('is told before a step begins its work, where something is not told yet', async () => {
    const keeper = keeperOf();
    keeper.want();
    keeper.stepBegan();
    const told = keeper.tellBefore(new AbortController().signal);
    await settled();
    expect(looks).to.have.length(2);
    await show(data);
    await told;
    expect(types()).to.deep.equal(['inventory']);
    // Nothing more is to be told.
    await keeper.tellBefore(new AbortController().signal);
    expect(looks).to.have.length(2);
    keeper.heard(made);
    keeper.stepEnded('r1', true);
    keeper.stepBegan();
    const again = keeper.tellBefore(new AbortController().signal);
    await settled();
    await show(data, logs);
    await again;
    expect(types()).to.deep.equal(['inventory', 'created', 'inventory']);
  });

  it('holds up no step for longer than it may, whatever the disks do', async () => {
    const keeper = keeperOf();
    const control = new AbortController();
    keeper.stepBegan();
    const told = keeper.tellBefore(control.signal);
    await settled();
    control.abort();
    await told;
    await show(data);
    expect(types()).to.deep.equal([]);
  });

  it('is tried again while the disks cannot be listed, which the log says', async () => {
    const keeper = keeperOf();
    keeper.want();
    looks[0]?.fail(new Error('lsblk is gone'));
    await until(() => looks.length === 2);
    await show(data);
    expect(types()).to.deep.equal(['inventory']);
    expect(log.text()).to.contain('the disks cannot be listed').and.contain('lsblk is gone');
  });

  it('is told at the end when a step has just ended, and not waited for without end', async () => {
    const keeper = keeperOf();
    keeper.want();
    await show(data);
    keeper.stepBegan();
    keeper.heard(made);
    keeper.stepEnded('r1', true);
    const ended = keeper.stop(new AbortController().signal);
    await show(data, logs);
    await ended;
    expect(types()).to.deep.equal(['inventory', 'created', 'inventory']);
    keeper.want();
    expect(looks).to.have.length(2);

    const other = keeperOf();
    other.want();
    await other.stop(AbortSignal.abort());
    expect(types()).to.deep.equal([]);
  });
});
