import { expect } from 'chai';
import { ReportSender, type SenderOptions } from '../../../agent/channel/report-sender.ts';
import { type Report, Spool } from '../../../agent/channel/spool.ts';
import { decodeEnvelope } from '../../../proto/channel-codec.ts';
import { RECORDED_FRAMES } from '../../proto/recorded/channel-v1.ts';
import { uuidOf } from '../../support/inventories.ts';
import { testLog } from '../../support/test-channel.ts';

const event = RECORDED_FRAMES['volume-event']?.body as Report;

describe('what is sent over one session', () => {
  const setUp = (reports: number, changes: Partial<SenderOptions> = {}) => {
    const spool = new Spool({ bootId: uuidOf(1), lastSequence: 0, maxBytes: 1e6, now: () => 1 });
    for (let count = 0; count < reports; count += 1) spool.add(event);
    const sent: number[] = [];
    let unsent = 0;
    const line = {
      send: (frame: Uint8Array) => {
        sent.push(decodeEnvelope(frame).sequence);
        unsent += frame.byteLength;
      },
      unsentBytes: () => unsent,
    };
    const sender = new ReportSender(spool, line, {
      ...{ epoch: 5, isTrusted: true, acked: 0, maxFrameBytes: 65_536, window: 100, maxUnsentBytes: 1e6 },
      logger: testLog().logger,
      ...changes,
    });
    return { spool, sent, sender, leave: () => (unsent = 0) };
  };

  it('is no more than the network takes, and goes on when it takes more', () => {
    const { sent, sender, leave } = setUp(100, { maxUnsentBytes: 1000 });
    sender.pump();
    const first = sent.length;
    // One report of less than 500 bytes may lie over the bound.
    expect(first).to.be.within(3, 8);
    sender.pump();
    expect(sent).to.have.length(first);
    leave();
    sender.pump();
    expect(sent).to.have.length(2 * first);
    expect(sent).to.deep.equal(Array.from({ length: 2 * first }, (_, at) => at + 1));
  });

  it('begins behind what the registry has, and is taken for stored', () => {
    const { spool, sent, sender } = setUp(5, { acked: 3 });
    expect([spool.acked, spool.waiting]).to.deep.equal([3, 2]);
    sender.pump();
    expect(sent).to.deep.equal([4, 5]);
  });

  it('does not begin again at what the agent knows to be stored, though the registry has lost it', () => {
    const { spool, sent } = setUp(5);
    spool.ack(4);
    const line = {
      send: (frame: Uint8Array) => void sent.push(decodeEnvelope(frame).sequence),
      unsentBytes: () => 0,
    };
    const limits = { maxFrameBytes: 65_536, window: 100, maxUnsentBytes: 1e6 };
    const options = { epoch: 6, isTrusted: true, acked: 1, ...limits, logger: testLog().logger };
    new ReportSender(spool, line, options).pump();
    expect(sent).to.deep.equal([5]);
  });

  it('of no trust is inventories only, the newest, and nothing is taken for stored', () => {
    const { spool, sent, sender } = setUp(2, { isTrusted: false, acked: 2 });
    sender.pump();
    expect(sent).to.deep.equal([]);
    const inventory = RECORDED_FRAMES.inventory?.body as Report;
    spool.add(inventory);
    spool.add(event);
    sender.pump();
    sender.ack(3);
    spool.add(inventory);
    sender.pump();
    expect([sent, spool.acked, spool.waiting]).to.deep.equal([[3, 5], 0, 5]);
  });
});
