import { expect } from 'chai';
import pino from 'pino';
import { TraitClient } from '../../../registry/ironic/trait-client.ts';
import { TraitKeeper, type TraitKeeperOptions } from '../../../registry/ironic/trait-keeper.ts';
import { TRAIT_NAMES } from '../../../registry/ironic/trait-names.ts';
import { ScriptedIronic } from '../../support/ironic-api.ts';
import { until } from '../../support/until.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER = '12121212-1212-4212-8212-121212121212';
const STRANGER = '13131313-1313-4313-8313-131313131313';
const { capable, held } = TRAIT_NAMES;

describe('the keeper of traits', () => {
  let ironic: ScriptedIronic;
  let client: TraitClient;
  let nodes: Map<string, boolean>;
  let log: { readonly msg: string; readonly level: number }[];

  beforeEach(async () => {
    ironic = await ScriptedIronic.start();
    client = new TraitClient({ url: ironic.url, pauseMs: 1, attempts: 3 });
    nodes = new Map();
    log = [];
  });
  afterEach(async () => {
    await client.close();
    await ironic.close();
  });

  function keeper(changes: Partial<TraitKeeperOptions> = {}): TraitKeeper {
    const logger = pino({ level: 'debug' }, { write: (line: string) => log.push(JSON.parse(line)) });
    const known = { all: async () => new Map(nodes), of: async (node: string) => nodes.get(node) ?? null };
    return new TraitKeeper({ ironic: client, held: known, names: TRAIT_NAMES, logger, ...changes });
  }
  const traitsOf = (node: string) => ironic.nodes.get(node)?.traits;
  const warnings = () => log.filter(({ level }) => level >= 40);

  it('marks nodes that have the agent, and those that hold a volume, and no others', async () => {
    for (const node of [NODE, OTHER, STRANGER]) ironic.add(node, 'available');
    nodes.set(NODE, true).set(OTHER, false);
    await keeper().keep();
    expect([NODE, OTHER, STRANGER].map(traitsOf)).to.deep.equal([[held, capable], [capable], []]);
  });

  it('leaves what others say of a node as it is', async () => {
    ironic.add(NODE, 'active').traits.push('CUSTOM_GPU', held, 'HW_CPU_X86_VMX');
    nodes.set(NODE, false);
    await keeper().keep();
    expect(traitsOf(NODE)).to.deep.equal(['CUSTOM_GPU', 'HW_CPU_X86_VMX', capable]);
    expect(ironic.requests.filter((line) => /^(PUT|DELETE)/.test(line))).to.deep.equal([
      `PUT /v1/nodes/${NODE}/traits/${capable}`,
      `DELETE /v1/nodes/${NODE}/traits/${held}`,
    ]);
  });

  it('changes nothing while all is well', async () => {
    ironic.add(NODE, 'available');
    nodes.set(NODE, true);
    const kept = keeper();
    await kept.keep();
    ironic.requests.length = 0;
    await kept.keep();
    expect(ironic.requests).to.deep.equal(['GET /v1/nodes']);
  });

  it('tries a locked node again, then with the next look, and the other nodes meanwhile', async () => {
    ironic.add(NODE, 'deploying');
    ironic.add(OTHER, 'available');
    ironic.locked.add(NODE);
    nodes.set(NODE, true).set(OTHER, true);
    const kept = keeper({ concurrency: 1 });
    await kept.keep();
    expect([traitsOf(NODE), traitsOf(OTHER)]).to.deep.equal([[], [held, capable]]);
    expect(ironic.requests.filter((line) => line.endsWith(`${NODE}/traits/${held}`))).to.have.length(3);
    expect(warnings()).to.deep.equal([]);
    ironic.locked.delete(NODE);
    await kept.keep();
    expect(traitsOf(NODE)).to.deep.equal([held, capable]);
  });

  it('sets a trait whose answer was lost, and one that was set by another replica, once', async () => {
    ironic.add(NODE, 'available');
    nodes.set(NODE, true);
    ironic.troubles.push({ method: 'PUT', status: 500, isApplied: true, isCut: true });
    await Promise.all([keeper().keep(), keeper().keep()]);
    expect(traitsOf(NODE)).to.have.members([held, capable]).and.have.length(2);
  });

  it('does not take the mark off a node on which a volume was reserved since', async () => {
    ironic.add(NODE, 'available').traits.push(capable, held);
    nodes.set(NODE, false);
    const stale = { all: async () => new Map([[NODE, false]]), of: async () => true };
    await keeper({ held: stale }).keep();
    expect(traitsOf(NODE)).to.deep.equal([capable, held]);
  });

  it('puts the mark back where a volume was reserved while it was being taken off', async () => {
    ironic.add(NODE, 'available').traits.push(capable, held);
    let asked = 0;
    const of = async () => {
      asked += 1;
      return asked > 1;
    };
    await keeper({ held: { all: async () => new Map([[NODE, false]]), of } }).keep();
    expect(traitsOf(NODE)).to.deep.equal([capable, held]);
  });

  it('tells once of a node that takes no more traits, and keeps the others’', async () => {
    const full = ironic.add(NODE, 'available');
    full.traits = Array.from({ length: 50 }, (_, index) => `CUSTOM_${index}`);
    ironic.add(OTHER, 'available');
    nodes.set(NODE, true).set(OTHER, true);
    const kept = keeper();
    await kept.keep();
    await kept.keep();
    expect(traitsOf(OTHER)).to.deep.equal([held, capable]);
    expect(warnings().map(({ msg }) => msg)).to.deep.equal([
      'the traits of a node were not changed; tried again later',
    ]);
    expect(JSON.stringify(warnings())).to.contain('at most 50 traits');
  });

  it('looks at one node at once when it is told to', async () => {
    ironic.add(NODE, 'available');
    nodes.set(NODE, true);
    const kept = keeper();
    kept.look(NODE);
    kept.look(STRANGER);
    await until(async () => traitsOf(NODE)?.length === 2);
    expect(ironic.requests).to.not.include('GET /v1/nodes');
    await kept.stop();
    expect(warnings()).to.deep.equal([]);
  });

  it('goes on after Ironic was in trouble, and says both once', async () => {
    ironic.add(NODE, 'available');
    nodes.set(NODE, true);
    for (let times = 0; times < 9; times += 1) ironic.troubles.push({ method: 'GET', status: 503 });
    const kept = keeper({ pollMs: 5, minPollMs: 5 });
    kept.start();
    await until(async () => log.some(({ msg }) => msg === 'traits are kept again'));
    await kept.stop();
    expect(traitsOf(NODE)).to.deep.equal([held, capable]);
    expect(warnings()).to.have.length(1);
  });
});

describe('the client of traits', () => {
  it('reads pages of nodes of an Ironic that knows no parents, and finds an instance’s node', async () => {
    const ironic = await ScriptedIronic.start({ minor: 81 });
    const client = new TraitClient({ url: ironic.url, pauseMs: 1 }, 1);
    for (const node of [NODE, OTHER]) ironic.add(node, 'available').traits.push('CUSTOM_A');
    const other = ironic.nodes.get(OTHER);
    if (other) other.instance_uuid = STRANGER;
    expect(await client.nodes()).to.deep.equal([NODE, OTHER].map((uuid) => ({ uuid, traits: ['CUSTOM_A'] })));
    expect([await client.nodeOfInstance(STRANGER), await client.nodeOfInstance(NODE)]).to.deep.equal([
      OTHER,
      null,
    ]);
    expect([await client.add(STRANGER, held), await client.remove(NODE, held)]).to.deep.equal([false, false]);
    await client.close();
    await ironic.close();
  });
});
