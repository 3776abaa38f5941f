/**
 * A registry without a network, to be killed: stores the reports of one agent and prints each number that was
 * acknowledged. Usage: node ingest-process.ts DATABASE NODE BOOT COUNT
 */
import pino from 'pino';
import { ReportIngest } from '../../registry/ingest/ingest.ts';
import { openStore } from '../../registry/store/open.ts';
import { StoredSessions } from '../../registry/store/sessions.ts';
import { ReportingAgent } from './reporting-agent.ts';

const [database = '', node = '', boot = '', count = '0'] = process.argv.slice(2);
const store = await openStore(database, { migrate: true });
const ingest = new ReportIngest(store, pino({ level: 'silent' }));
const agent = new ReportingAgent(node, boot);
const replica = {
  sessions: new StoredSessions(store),
  ingest: {
    storeUntrusted: async () => {},
    store: async (...report: Parameters<ReportIngest['store']>) => {
      const stored = await ingest.store(...report);
      process.stdout.write(`${stored.acked}\n`);
      return stored;
    },
  },
};
await agent.reportSteps(() => replica, Number(count));
await store.close();
