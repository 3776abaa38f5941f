import { expect } from 'chai';
import fc from 'fast-check';
import { credentialOf, goodCredentials } from '../../../registry/sessions/credential.ts';

const SECRET = 'the secret of all replicas';
const NODE = '11111111-1111-4111-8111-111111111111';
const BOOT = '22222222-2222-4222-8222-222222222222';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AT = 1_790_000_000_000;

const isGood = (credential: string, nowMs: number, lifeMs = DAY_MS, node = NODE, boot = BOOT) =>
  goodCredentials(SECRET, node, boot, { nowMs, lifeMs }).includes(credential);

describe('a credential of a session', () => {
  it('holds for its life at least, and two hours longer at most, at whatever time it was given', () => {
    const times = fc.nat({ max: 10 * DAY_MS });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 3 * DAY_MS }), (offset, lifeMs) => {
        const givenAt = AT + offset;
        const credential = credentialOf(SECRET, NODE, BOOT, givenAt);
        for (const later of [0, lifeMs / 2, lifeMs])
          expect(isGood(credential, givenAt + later, lifeMs)).to.equal(true);
        expect(isGood(credential, givenAt + lifeMs + 2 * HOUR_MS, lifeMs)).to.equal(false);
      }),
    );
  });

  it('holds where the clock of another database is a little behind', () => {
    const credential = credentialOf(SECRET, NODE, BOOT, AT - (AT % HOUR_MS));
    expect(isGood(credential, AT - (AT % HOUR_MS) - 1)).to.equal(true);
    expect(isGood(credential, AT - (AT % HOUR_MS) - 2 * HOUR_MS)).to.equal(false);
  });

  it('is of one node, one boot and one registry', () => {
    const credential = credentialOf(SECRET, NODE, BOOT, AT);
    expect(isGood(credential, AT)).to.equal(true);
    expect(isGood(credential, AT, DAY_MS, BOOT, NODE)).to.equal(false);
    expect(isGood(credential, AT, DAY_MS, NODE, NODE)).to.equal(false);
    expect(isGood(credentialOf('another', NODE, BOOT, AT), AT)).to.equal(false);
  });
});
