import { expect } from 'chai';
import { CHANNEL_PROTOCOL, type Hello } from '../../../proto/channel.ts';
import { isInventoryWanted, machineKey, objectionTo } from '../../../registry/sessions/hello.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const BOOT = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';

const hello = (changes: Partial<Hello> = {}): Hello => ({
  ...{ protocol: CHANNEL_PROTOCOL, agentVersion: '', agentBuild: '', nodeUuid: NODE, systemUuid: '' },
  ...{ systemSerial: '', macAddresses: [], acked: 0, newest: 0, ...changes },
});
const agent = { node: NODE, boot: BOOT };
const codeOf = (said: Hello, boot = BOOT, who: Parameters<typeof objectionTo>[2] = agent) =>
  objectionTo(said, boot, who)?.refusal.code ?? null;

describe('a hello', () => {
  it('is accepted of the node and boot that were authenticated', () => {
    expect(codeOf(hello())).to.equal(null);
    expect(codeOf(hello(), OTHER, { node: NODE, boot: null })).to.equal(null);
    expect(codeOf(hello({ nodeUuid: '' }), OTHER, { node: NODE, boot: null })).to.equal(null);
    expect(codeOf(hello({ nodeUuid: OTHER }), OTHER, { node: null, boot: null })).to.equal(null);
  });

  it('is refused of another node or boot, without another try', () => {
    expect(codeOf(hello({ nodeUuid: OTHER }))).to.equal('NODE_DIFFERS');
    expect(codeOf(hello(), OTHER)).to.equal('NODE_DIFFERS');
    expect(objectionTo(hello(), OTHER, agent)?.refusal.mayRetry).to.equal(false);
  });

  it('is refused in another protocol, with the words of which is to be upgraded', () => {
    const objection = objectionTo(hello({ protocol: CHANNEL_PROTOCOL + 1 }), BOOT, agent);
    expect(objection?.refusal).to.include({ code: 'PROTOCOL_UNSUPPORTED', mayRetry: false });
    expect(objection?.refusal.message).to.match(/protocol 2, this registry 1; upgrade the older/);
  });

  it('is answered with a wish for an inventory when the store asks for one, or has forgotten reports', () => {
    const stored = { acked: 5, wantsInventory: false };
    expect(isInventoryWanted({ acked: 5, newest: 9 }, stored)).to.equal(false);
    expect(isInventoryWanted({ acked: 3, newest: 5 }, stored)).to.equal(false);
    expect(isInventoryWanted({ acked: 5, newest: 9 }, { ...stored, wantsInventory: true })).to.equal(true);
    expect(isInventoryWanted({ acked: 7, newest: 9 }, stored)).to.equal(true);
  });

  it('is answered with a wish for an inventory when the agent counts from the beginning again', () => {
    expect(isInventoryWanted({ acked: 0, newest: 2 }, { acked: 5, wantsInventory: false })).to.equal(true);
  });
});

describe('a machine that nobody vouches for', () => {
  it('is known by what it says of itself: UUID, serial number, least MAC address, else by its boot', () => {
    const macAddresses = ['52:54:00:00:00:02', '52:54:00:00:00:01'];
    expect(machineKey(hello({ systemUuid: OTHER, systemSerial: 'S1', macAddresses }), BOOT)).to.equal(
      `uuid:${OTHER}`,
    );
    expect(machineKey(hello({ systemSerial: 'S1', macAddresses }), BOOT)).to.equal('serial:S1');
    expect(machineKey(hello({ macAddresses }), BOOT)).to.equal('mac:52:54:00:00:00:01');
    expect(machineKey(hello(), BOOT)).to.equal(`boot:${BOOT}`);
  });

  it('has a short name, whatever it says', () => {
    expect(machineKey(hello({ systemSerial: 'S'.repeat(1e6) }), BOOT).length).to.be.below(200);
    expect(machineKey(hello({ macAddresses: ['m'.repeat(1e6)] }), BOOT).length).to.be.below(200);
  });
});
