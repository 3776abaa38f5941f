import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { verifyChain } from '../../../registry/store/events.ts';
import { openStore } from '../../../registry/store/open.ts';
import { ReportingAgent, toldOf } from '../../support/reporting-agent.ts';
import { BACKENDS, newDatabase, openFor } from '../../support/stores.ts';

const PROGRAM = fileURLToPath(new URL('../../support/ingest-process.ts', import.meta.url));
const COUNT = 3000;
const KILLS = 4;

/** Runs the program until so much more was acknowledged, and kills it; or to its end. Returns what was acknowledged. */
async function run(args: readonly string[], most: number): Promise<{ acked: number; code: number | null }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const bytes of child.stdout) {
    text += String(bytes);
    // A last line may be cut off.
    const acked = Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
    if (acked >= most) child.kill('SIGKILL');
  }
  const code =
    child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  return { acked: Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1) ?? 0), code };
}

for (const backend of BACKENDS)
  describe(`a registry on ${backend} that is killed while it stores reports`, function () {
    this.timeout(300_000);

    it('has all that it acknowledged, and stores the rest once when it is started again', async () => {
      const database = await newDatabase(backend);
      const agent = new ReportingAgent();
      const args = [database, agent.node, agent.boot, String(COUNT)];
      let acked = 0;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const ended = await run(args, acked + COUNT / (KILLS + 2));
        expect([ended.code, ended.acked > acked]).to.deep.equal([null, true]);
        acked = ended.acked;
        const store = await openStore(database, { migrate: true });
        const told = await toldOf(store, agent.node);
        expect(told.length - 1).to.be.at.least(acked);
        expect(told.slice(1)).to.deep.equal(agent.expectedEvents(told.length - 1));
        expect((await verifyChain(store)).broken).to.equal(null);
        await store.close();
      }
      expect(await run(args, COUNT + 1)).to.deep.equal({ acked: COUNT, code: 0 });
      const store = await openFor(database);
      expect(await toldOf(store, agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(COUNT)]);
      expect((await verifyChain(store)).head.seq).to.equal(COUNT + 1);
    });
  });
