import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { ReportIngest } from '../../../../registry/ingest/ingest.ts';
import { verifyChain } from '../../../../registry/store/events.ts';
import { StoredSessions } from '../../../../registry/store/sessions.ts';
import { logLines } from '../../../support/log-lines.ts';
import { ReportingAgent, toldOf } from '../../../support/reporting-agent.ts';
import { codeOf, openFor, scratchFolder } from '../../../support/stores.ts';

const COUNT = 300;

describe('a registry whose disk is full', function () {
  this.timeout(300_000);
  let folder: string;

  before(() => {
    folder = scratchFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'bmv-test', folder]);
  });

  after(() => {
    execFileSync('umount', [folder]);
  });

  it('acknowledges nothing that it cannot keep, can be read, and goes on by itself when there is room', async () => {
    const location = join(folder, 'registry.db');
    const store = await openFor(location, { retries: { attempts: 3, firstPauseMs: 1, mostPauseMs: 5 } });
    const { log, lines } = logLines();
    const replica = { sessions: new StoredSessions(store), ingest: new ReportIngest(store, log) };
    const agents = Array.from({ length: 5 }, () => new ReportingAgent());
    const done = Promise.all(agents.map((agent) => agent.reportSteps(() => replica, COUNT, 8)));
    while (agents.some(({ acked }) => acked < 50)) await sleep(1);
    const ballast = join(folder, 'ballast');
    const { bfree, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bfree * bsize));
    while (agents.some(({ endings, acked }) => endings.length < 3 && acked < COUNT)) await sleep(1);
    const acked = agents.map((agent) => agent.acked);
    expect(Math.min(...acked)).to.be.lessThan(COUNT);
    for (const [index, agent] of agents.entries())
      expect((await toldOf(store, agent.node)).length - 1).to.be.at.least(acked[index] ?? 0);
    expect((await verifyChain(store)).broken).to.equal(null);
    expect(await codeOf(store.backup(join(folder, 'backup.db')))).to.be.oneOf(['IO_ERROR', 'STORE_FAILED']);
    rmSync(ballast);
    await done;
    for (const agent of agents)
      expect(await toldOf(store, agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(COUNT)]);
    expect((await verifyChain(store)).broken).to.equal(null);
    const said = (text: string) => lines.filter(({ msg }) => String(msg).includes(text));
    expect(said('reports cannot be stored')[0]?.why).to.match(
      /registry\.db: the database does not work: .*full/,
    );
    expect(said('reports are stored again')).to.have.length(said('reports cannot be stored').length);
  });
});
