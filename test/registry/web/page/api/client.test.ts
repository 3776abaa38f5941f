import { expect } from 'chai';
import { Client, urlOf } from '../../../../../registry/web/page/api/client.ts';
import { asProblem, Problem } from '../../../../../registry/web/page/api/problem.ts';

const { signal } = new AbortController();

async function refusal(response: Response): Promise<Problem> {
  const client = new Client(async () => response);
  return await client.node('x', signal).then(
    () => {
      throw new Error('it was not refused');
    },
    (error: unknown) => asProblem(error),
  );
}

describe('the client of the page', () => {
  it('leaves out of a query what is not asked for', () => {
    expect(urlOf('/v1/nodes', { q: 'a&b', project: '', after: null, limit: 5, open: false })).to.equal(
      '/v1/nodes?q=a%26b&limit=5&open=false',
    );
    expect(urlOf('/v1/nodes')).to.equal('/v1/nodes');
  });

  it('says what a problem document says', async () => {
    const body = JSON.stringify({ code: 'NODE_UNKNOWN', detail: 'there is no node x' });
    const problem = await refusal(new Response(body, { status: 404 }));
    expect(problem).to.include({
      status: 404,
      code: 'NODE_UNKNOWN',
      message: 'there is no node x',
      isFinal: true,
    });
  });

  it('says the status of anything else, and when to try again', async () => {
    const headers = { 'retry-after': '5' };
    const problem = await refusal(new Response('<h1>Bad gateway</h1>', { status: 502, headers }));
    expect(problem).to.include({ code: '', retryAfterMs: 5000, isFinal: false });
    expect(problem.message).to.contain('502');
    expect((await refusal(new Response('', { status: 429 }))).isFinal).to.equal(false);
  });

  it('says that no answer came', () => {
    expect(asProblem(new TypeError('Failed to fetch')).message).to.equal('the registry does not answer');
    expect(asProblem(new TypeError('Failed to fetch'))).to.be.instanceOf(Problem);
  });

  it('learns the registry’s clock from its answers', async () => {
    const told: number[] = [];
    const headers = { date: 'Sun, 29 Nov 2026 12:00:00 GMT' };
    const client = new Client(
      async () => new Response('{}', { headers }),
      (ms) => told.push(ms),
    );
    await client.node('x', signal);
    expect(told).to.deep.equal([Date.UTC(2026, 10, 29, 12)]);
  });
});
