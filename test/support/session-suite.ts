import { AgentClient, type AgentSays } from './agent-client.ts';
import { AGENT_KEY, type SessionEndpoint } from './session-endpoint.ts';

export interface AgentsOfSuite {
  /** An agent whose upgrade was answered. */
  readonly connect: (says?: Partial<AgentSays>) => Promise<AgentClient>;
  /** One that was welcomed. */
  readonly open: (says?: Partial<AgentSays>) => Promise<AgentClient>;
}

/** Agents of one suite, by the shared key where nothing else is said. They and the endpoint end with each test. */
export function agentsOfSuite(
  endpoint: () => SessionEndpoint,
  usual: Pick<AgentSays, 'node' | 'boot'>,
): AgentsOfSuite {
  const clients: AgentClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await endpoint().close();
  });
  const connect = async (says: Partial<AgentSays> = {}) => {
    const client = await AgentClient.connect(endpoint(), {
      ...usual,
      method: 'key',
      secret: AGENT_KEY,
      ...says,
    });
    clients.push(client);
    return client;
  };
  const open = async (says: Partial<AgentSays> = {}) => {
    const client = await connect(says);
    client.hello();
    await client.next('welcome');
    return client;
  };
  return { connect, open };
}
