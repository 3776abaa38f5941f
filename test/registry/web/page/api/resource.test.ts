import { expect } from 'chai';
import { PagedList } from '../../../../../registry/web/page/api/paged-list.ts';
import { allPages } from '../../../../../registry/web/page/api/pages.ts';
import { Problem } from '../../../../../registry/web/page/api/problem.ts';
import { Resource } from '../../../../../registry/web/page/api/resource.ts';
import { LIMITS } from '../../../../../registry/web/page/limits.ts';
import { until } from '../../../../support/page-feed.ts';

describe('what is read from the registry', () => {
  it('is read once for many changes', async () => {
    let reads = 0;
    const resource = new Resource(async () => ++reads, 10);
    resource.reload();
    await until(() => resource.data.value === 1);
    for (let change = 0; change < 50; change += 1) resource.touch();
    await until(() => resource.data.value === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reads).to.equal(2);
    resource.dispose();
  });

  it('is read again where it changed while it was read', async () => {
    let reads = 0;
    let release = () => {};
    const resource = new Resource(async () => {
      reads += 1;
      if (reads === 1)
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      return reads;
    }, 10);
    resource.reload();
    resource.reload();
    resource.reload();
    expect(reads, 'at a time').to.equal(1);
    release();
    await until(() => resource.data.value === 2);
    expect(reads).to.equal(2);
    resource.dispose();
  });

  it('stays as it was when it cannot be read, and says why', async () => {
    let problem: Problem | null = null;
    const resource = new Resource(async () => {
      if (problem) throw problem;
      return 'known';
    }, 10);
    resource.reload();
    await until(() => resource.data.value === 'known');
    problem = new Problem(403, 'FORBIDDEN', 'not for you');
    resource.touch();
    await until(() => resource.problem.value === problem);
    expect(resource.data.value).to.equal('known');
    problem = null;
    resource.touch();
    await until(() => resource.problem.value === null);
    resource.dispose();
  });

  it('is told to nobody when they are gone', async () => {
    let release = () => {};
    const resource = new Resource(async (signal) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      signal.throwIfAborted();
      return 1;
    });
    resource.reload();
    resource.dispose();
    release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(resource.data.value).to.equal(null);
    expect(resource.problem.value).to.equal(null);
  });

  it('is all pages of a list, one behind the other', async () => {
    const asked: (string | null)[] = [];
    const items = await allPages(async (after, limit) => {
      asked.push(after);
      expect(limit).to.equal(LIMITS.maxPage);
      return after === null ? { items: [1, 2], next: 'b' } : { items: [3], next: null };
    });
    expect(items).to.deep.equal([1, 2, 3]);
    expect(asked).to.deep.equal([null, 'b']);
  });

  it('is as many items of a list as are wanted, also when it is read anew', async () => {
    const all = Array.from({ length: 250 }, (_, index) => index);
    const list = new PagedList<number>(async (after, limit) => {
      const from = Number(after ?? 0);
      const items = all.slice(from, from + limit);
      return { items, next: from + limit < all.length ? String(from + limit) : null };
    });
    list.reload();
    await until(() => list.data.value !== null);
    expect(list.data.value?.items).to.have.lengthOf(100);
    list.more();
    await until(() => list.data.value?.items.length === 200);
    list.reload();
    list.more();
    await until(() => list.data.value?.next === null);
    expect(list.data.value?.items).to.deep.equal(all);
    list.dispose();
  });
});
