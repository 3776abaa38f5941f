import { expect } from 'chai';
import { type LabNode, rested } from './ironic-api.ts';

/** Shows one state after another, and the last for ever. */
function readerOf(...shown: readonly (readonly [state: string, agentUrl?: string])[]) {
  let looks = 0;
  return {
    node: async (): Promise<LabNode> => {
      const [state = '', agentUrl] = shown[Math.min(looks, shown.length - 1)] ?? [];
      looks += 1;
      return {
        provision_state: state,
        last_error: 'it is busy',
        driver_internal_info: agentUrl ? { agent_url: agentUrl } : {},
      } as unknown as LabNode;
    },
    inventory: async () => ({}),
  };
}

describe('a node that works', function () {
  this.timeout(20_000);

  it('is waited for until it rests, with the states that it was seen in', async () => {
    const heard: string[] = [];
    const reader = readerOf(['deploying'], ['wait call-back'], ['wait call-back', 'https://a'], ['active']);
    const { states, bootSeconds } = await rested(reader, 'lab0', 10_000, (state) => heard.push(state));
    expect(states).to.deep.equal(['deploying', 'wait call-back', 'active']);
    expect(heard).to.deep.equal(states);
    expect(bootSeconds).to.be.within(1.5, 15);
  });

  it('has booted nothing where its ramdisk was there from the beginning', async () => {
    const reader = readerOf(['deploying', 'https://a'], ['active', 'https://a']);
    expect((await rested(reader, 'lab0', 10_000, () => {})).bootSeconds).to.equal(null);
  });

  it('is given up after a while, with the state that it was left in', async () => {
    const error = await rested(readerOf(['cleaning']), 'lab0', 10, () => {}).catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.equal('node lab0 is still in cleaning after 0.01 s: it is busy');
  });
});
