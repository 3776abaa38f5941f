import { expect } from 'chai';
import { StoreClock } from '../../../registry/sessions/store-clock.ts';

function scripted() {
  const state = { storeMs: 1_000_000, monotonicMs: 50, asked: 0, secrets: 0, fails: false };
  const store = {
    nowMs: async () => {
      state.asked += 1;
      if (state.fails) throw new Error('the store is away');
      return state.storeMs;
    },
    serverSecret: async () => {
      state.secrets += 1;
      return `secret ${state.secrets}`;
    },
  };
  return { state, clock: new StoreClock(store, { refreshMs: 1000, monotonicMs: () => state.monotonicMs }) };
}

describe('the clock of the store', () => {
  it('runs on between two looks, and is asked again after its time', async () => {
    const { state, clock } = scripted();
    expect(await clock.nowMs()).to.equal(1_000_000);
    state.monotonicMs += 999;
    state.storeMs = 5_000_000;
    expect(await clock.nowMs()).to.equal(1_000_999);
    state.monotonicMs += 1;
    expect(await clock.nowMs()).to.equal(5_000_000);
    expect(state.asked).to.equal(2);
  });

  it('is asked once for many who want to know at the same time', async () => {
    const { state, clock } = scripted();
    await Promise.all(Array.from({ length: 100 }, () => clock.nowMs()));
    expect(state.asked).to.equal(1);
  });

  it('tells that the store is away, and asks again the next time', async () => {
    const { state, clock } = scripted();
    state.fails = true;
    const told = await clock.nowMs().catch((error: Error) => error.message);
    expect(told).to.equal('the store is away');
    state.fails = false;
    expect(await clock.nowMs()).to.equal(1_000_000);
  });

  it('asks for the secret once', async () => {
    const { clock } = scripted();
    expect([await clock.secret(), await clock.secret()]).to.deep.equal(['secret 1', 'secret 1']);
  });
});
