import { expect } from 'chai';
import fc from 'fast-check';
import type { Body } from '../../../proto/channel.ts';
import { admit, type Incoming, type KnownSession } from '../../../registry/ingest/admit.ts';
import { anEnvelope } from '../../support/envelopes.ts';
import { anInventory } from '../../support/registry-records.ts';

const SESSION = { node: 'n', boot: 'b', epoch: 4 };
const KNOWN: KnownSession = { epoch: 4, boot: 'b', acked: 10, wantsInventory: false };

function progress(sequence: number, follows = sequence - 1): Incoming {
  const body = {
    type: 'step-progress',
    run: 'r',
    phase: 'write',
    doneBytes: 1,
    totalBytes: null,
    atMs: 1,
  } as const;
  return { session: SESSION, envelope: anEnvelope(body, { sequence, follows }) };
}

function inventory(sequence: number, follows = sequence - 1): Incoming {
  return {
    session: SESSION,
    envelope: anEnvelope({ type: 'inventory', ...anInventory() }, { sequence, follows }),
  };
}

const numbers = (reports: readonly Incoming[]) => reports.map(({ envelope }) => envelope.sequence);

describe('admission of reports', () => {
  it('takes what comes behind what is stored', () => {
    const { accepted, fenced, acked, wantsInventory } = admit([progress(11), progress(12)], KNOWN);
    expect([numbers(accepted), fenced, acked, wantsInventory]).to.deep.equal([[11, 12], [], 12, false]);
  });

  it('takes nothing twice, within what came together neither', () => {
    const { accepted, acked } = admit([progress(9), progress(11), progress(11), progress(10)], KNOWN);
    expect([numbers(accepted), acked]).to.deep.equal([[11], 11]);
  });

  it('sees no gap where the sender gave reports up', () => {
    expect(admit([progress(15, 10)], KNOWN)).to.deep.include({ acked: 15, wantsInventory: false });
  });

  it('wants an inventory where a report is missing, until one comes behind it', () => {
    expect(admit([progress(15, 14)], KNOWN)).to.deep.include({ acked: 15, wantsInventory: true });
    expect(admit([progress(15, 14), progress(16)], KNOWN).wantsInventory).to.equal(true);
    expect(admit([progress(15, 14), inventory(16), progress(17)], KNOWN).wantsInventory).to.equal(false);
    expect(admit([progress(11), inventory(15, 14)], KNOWN).wantsInventory).to.equal(false);
    expect(admit([progress(11)], { ...KNOWN, wantsInventory: true }).wantsInventory).to.equal(true);
  });

  it('fences every session but the newest, and those of a node that is not known', () => {
    const older = { ...progress(11), session: { ...SESSION, epoch: 3 } };
    const otherBoot = { ...progress(11), session: { ...SESSION, boot: 'c' } };
    expect(admit([older, progress(11), otherBoot], KNOWN)).to.deep.include({
      accepted: [progress(11)],
      fenced: [older, otherBoot],
    });
    expect(admit([progress(1)], null)).to.deep.include({ accepted: [], fenced: [progress(1)], acked: 0 });
  });

  it('heeds of what has no number the hello alone', () => {
    const hello: Body = {
      ...{ type: 'hello', protocol: 1, agentVersion: '', agentBuild: '', nodeUuid: '', systemUuid: '' },
      ...{ systemSerial: '', macAddresses: [], acked: 0, newest: 0 },
    };
    const said = { session: SESSION, envelope: anEnvelope(hello, { sequence: 0, follows: 0 }) };
    expect(admit([said, progress(0, 0)], KNOWN)).to.deep.include({ accepted: [said], acked: 10 });
  });

  it('stores of every disorder each number once and growing, and never goes back', () => {
    const report = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(report), (arrivals) => {
        const reports = arrivals.map(([sequence, follows, isInventory]) =>
          (isInventory ? inventory : progress)(sequence, follows),
        );
        const { accepted, acked, wantsInventory } = admit(reports, KNOWN);
        const stored = numbers(accepted);
        expect(stored).to.deep.equal([...new Set(stored)].sort((a, b) => a - b));
        expect(acked).to.equal(Math.max(10, ...stored));
        // One after the other gives what all together give.
        let known = KNOWN;
        for (const one of reports) known = { ...known, ...admit([one], known) };
        expect([known.acked, known.wantsInventory]).to.deep.equal([acked, wantsInventory]);
      }),
    );
  });
});
