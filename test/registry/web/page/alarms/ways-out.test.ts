import { expect } from 'chai';
import { VOLUME_STATES } from '../../../../../proto/catalog.ts';
import { waysOutOf, waysOutOfAlarm } from '../../../../../registry/web/page/alarms/ways-out.ts';
import { bmv } from '../../../../support/bmv.ts';
import { alarmJson, NODE_UUID, uuidOf, VOLUME_ID, volumeJson } from '../../../../support/registry-json.ts';

/** Where no registry is: a command that is understood fails there, and not by how it is used. */
const NOWHERE = ['--registry', 'http://127.0.0.1:9'];
const USAGE = 2;

/** Whether the real command line takes a command. */
async function isUnderstood(text: string): Promise<boolean> {
  const words = text.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  expect(words[0]).to.equal('bmv');
  const { code } = await bmv([...words.slice(1), ...NOWHERE]);
  return code !== USAGE;
}

const quarantined = volumeJson({ state: 'quarantined', state_before: 'available' });

describe('ways out', () => {
  it('of an alarm about a volume in quarantine are to accept, to release and to ignore it', () => {
    const commands = waysOutOfAlarm(alarmJson(), quarantined).map(({ command }) => command);
    expect(commands).to.deep.equal([
      `bmv volumes resolve ${VOLUME_ID} --accept web`,
      `bmv volumes resolve ${VOLUME_ID} --release --erase zero`,
      `bmv volumes resolve ${VOLUME_ID} --ignore`,
    ]);
  });

  it('ask for the project where the registry knows none', () => {
    const [accept] = waysOutOfAlarm(alarmJson(), { ...quarantined, project: '' });
    expect(accept?.command).to.match(/--accept PROJECT$/);
  });

  it('of an alarm about another node’s volume are to end its cause, and to doubt the volume', () => {
    const elsewhere = alarmJson({ kind: 'other-node', node: uuidOf(2) });
    const commands = waysOutOfAlarm(elsewhere, { ...quarantined, node: NODE_UUID }).map(
      ({ command }) => command,
    );
    expect(commands[0]).to.equal(`bmv alarms resolve ${elsewhere.id} --note "TEXT"`);
    expect(waysOutOfAlarm(elsewhere, null)).to.have.lengthOf(1);
  });

  it('are not needed by an alarm that was resolved', () => {
    expect(
      waysOutOfAlarm(alarmJson({ resolved_at_ms: 5, resolution: 'by alice' }), quarantined),
    ).to.deep.equal([]);
  });

  it('of a missing volume are to give it up, where that can be, and to doubt it', () => {
    const missing = volumeJson({ state: 'missing', state_before: 'available' });
    expect(waysOutOf(missing)).to.have.lengthOf(2);
    expect(waysOutOf({ ...missing, state_before: 'in-use' })).to.have.lengthOf(1);
    expect(waysOutOf(volumeJson())).to.deep.equal([]);
  });

  it('are commands that bmv understands', async () => {
    const all = VOLUME_STATES.flatMap((state) => {
      const volume = volumeJson({ state, state_before: 'available' });
      return [...waysOutOf(volume), ...waysOutOfAlarm(alarmJson(), volume)];
    });
    expect(all.length).to.be.greaterThan(10);
    for (const { command } of all) expect(await isUnderstood(command), command).to.equal(true);
    expect(await isUnderstood('bmv volumes resolve --note x'), 'that this test can fail').to.equal(false);
  });
});
