import { expect } from 'chai';
import type { VolumeJson } from '../../../../../registry/api/schemas/volumes.ts';
import type { Query } from '../../../../../registry/web/page/api/client.ts';
import { Attention } from '../../../../../registry/web/page/fleet/attention.ts';
import { LIMITS } from '../../../../../registry/web/page/limits.ts';
import { TestFeed, until } from '../../../../support/page-feed.ts';
import { eventJson, NODE_UUID, uuidOf, volumeJson } from '../../../../support/registry-json.ts';

class TestVolumes {
  all: VolumeJson[] = [];
  asked = 0;
  /** Called before the first answer. */
  onFirst: () => void = () => {};

  async volumes({ state, after, limit }: Query) {
    this.asked += 1;
    if (this.asked === 1) this.onFirst();
    const rest = this.all.filter((volume) => volume.state === state && volume.id > String(after ?? ''));
    const volumes = rest.slice(0, Number(limit));
    return { volumes, next: rest.length > volumes.length ? (volumes.at(-1)?.id ?? null) : null };
  }
}

function start(client: TestVolumes) {
  const feed = new TestFeed();
  return { feed, attention: new Attention(client, feed) };
}

function moved(id: string, to: string) {
  return eventJson(1, { kind: 'volume.moved', volume: id, details: { from: 'available', to } });
}

describe('volumes that need attention', () => {
  it('are counted by state, of the fleet and of each node', async () => {
    const client = new TestVolumes();
    client.all = (['missing', 'missing', 'available', 'reserved'] as const).map((state, index) =>
      volumeJson({ id: uuidOf(index), state, node: uuidOf(100 + (index % 2)) }),
    );
    const { attention } = start(client);
    await until(() => attention.counts.value.size === 2);
    expect([...attention.counts.value]).to.deep.equal([
      ['missing', 2],
      ['reserved', 1],
    ]);
    expect(attention.byNode.value.get(uuidOf(101))?.get('missing')).to.equal(1);
    attention.dispose();
  });

  it('change as events tell it', async () => {
    const { attention, feed } = start(new TestVolumes());
    await until(() => attention.counts.value.size === 0);
    feed.event(moved(uuidOf(1), 'quarantined'));
    expect(attention.byNode.value.get(NODE_UUID)?.get('quarantined')).to.equal(1);
    feed.event(moved(uuidOf(1), 'available'));
    expect(attention.counts.value.size).to.equal(0);
    feed.event(eventJson(2, { kind: 'volume.grown', volume: uuidOf(1), details: {} }));
    attention.dispose();
  });

  it('that move while they are being read are where they went', async () => {
    const client = new TestVolumes();
    client.all = [
      volumeJson({ id: uuidOf(1), state: 'reserved' }),
      volumeJson({ id: uuidOf(2), state: 'reserved' }),
    ];
    const { attention, feed } = start(client);
    client.onFirst = () => feed.event(moved(uuidOf(1), 'available'));
    await until(() => attention.counts.value.get('reserved') === 1);
    attention.dispose();
  });

  it('are counted up to a limit, and then it is said that there are more', async () => {
    const client = new TestVolumes();
    client.all = Array.from({ length: LIMITS.maxCounted + 10 }, (_, index) => ({
      ...volumeJson({ id: uuidOf(1), state: 'reserved' }),
      id: uuidOf(index),
    }));
    const { attention } = start(client);
    await until(() => attention.uncounted.value.has('reserved'));
    expect(attention.counts.value.get('reserved')).to.equal(LIMITS.maxCounted);
    attention.dispose();
  });
});
