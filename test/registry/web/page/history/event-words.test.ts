import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { actorWords, EVENT_KINDS, eventWords } from '../../../../../registry/web/page/history/event-words.ts';
import { eventJson, NODE_UUID, uuidOf } from '../../../../support/registry-json.ts';

function words(kind: string, details: Record<string, unknown> = {}): string {
  const { title, tone, detail } = eventWords(eventJson(1, { kind, details }));
  return `${title} (${tone}): ${detail}`;
}

describe('an event in words', () => {
  it('says what became of a volume', () => {
    expect(words('volume.created', { from: 'reserved', to: 'available' })).to.equal(
      'Volume created (good): reserved → available',
    );
    expect(words('volume.releasing', { from: 'available', to: 'releasing', erase: 'zero' })).to.equal(
      'Release asked for (calm): available → releasing, to be erased by zero',
    );
    expect(words('volume.released', { erasure: { method: 'discard', bytesErased: 1024 ** 3 } })).to.equal(
      'Volume released (good): 1 GiB erased by discard',
    );
    expect(words('volume.missing', { from: 'available', to: 'missing', why: 'its disk is gone' })).to.equal(
      'Volume missing (warn): available → missing, its disk is gone',
    );
  });

  it('says how a step ended', () => {
    expect(
      words('step.finished', { step: 'write_image', durationMs: 92_000, bytesWritten: 1024 ** 3 }),
    ).to.equal('Step finished (good): write_image, after 1 min 32 s, 1 GiB written');
    expect(
      words('step.failed', {
        step: 'erase_devices',
        durationMs: 1000,
        code: 'IO_ERROR',
        message: 'it broke',
      }),
    ).to.equal('Step failed (bad): erase_devices, after 1 s, IO_ERROR, it broke');
  });

  it('says why writing was refused, which disk was found, and what an alarm is about', () => {
    expect(words('permission.refused', { step: 'write_image', reason: 'it holds volumes' })).to.equal(
      'Refused to write (warn): write_image, it holds volumes',
    );
    expect(words('disk.found', { device: '/dev/sda', disk: 'serial:z1' })).to.equal(
      'Disk found (calm): /dev/sda, serial:z1',
    );
    expect(words('alarm.resolved', { kind: 'moved', how: 'accepted' })).to.equal(
      'Alarm resolved (good): moved, accepted',
    );
  });

  it('of a kind that is not known is its name, as far as it is told', () => {
    expect(words('volume.set-aside', { why: 'for tests', nested: { deep: true } })).to.equal(
      'Volume set aside (calm): for tests',
    );
    expect(words('volume.created', { from: 7, to: null, erasure: 'odd', why: 3 })).to.equal(
      'Volume created (good): ',
    );
  });

  it('is known for each kind that the registry records', () => {
    const root = join(import.meta.dirname, '../../../../..');
    const sources = globSync('registry/{decisions,store,ingest,requests}/**/*.ts', { cwd: root });
    const kinds = sources.flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /'((?:volume|node|disk|step|permission|alarm|report)\.[a-z]+)'/g,
        ),
      ].map(([, kind = '']) => kind),
    );
    expect(new Set(kinds).size).to.be.greaterThan(20);
    const known = Object.keys(EVENT_KINDS);
    const unknown = [...new Set(kinds)].filter((kind) => !known.includes(kind));
    expect(unknown).to.deep.equal([]);
  });

  it('says who did it', () => {
    expect(actorWords(eventJson(1))).to.equal('agent');
    expect(actorWords(eventJson(1, { node: uuidOf(5) }))).to.equal(`agent of node ${NODE_UUID}`);
    expect(actorWords(eventJson(1, { actor: { kind: 'user', id: 'alice', project: 'admin' } }))).to.equal(
      'alice (project admin)',
    );
    expect(actorWords(eventJson(1, { actor: { kind: 'registry', id: '', project: '' } }))).to.equal(
      'registry',
    );
  });
});
