import { expect } from 'chai';
import { links, parseRoute } from '../../../../../registry/web/page/routing/route.ts';
import { NODE_UUID, VOLUME_ID } from '../../../../support/registry-json.ts';

function viewAt(address: string): string {
  const { pathname, search } = new URL(address, 'http://page');
  const route = parseRoute(pathname, search);
  if (route.view === 'node') return `node ${route.uuid}`;
  if (route.view === 'volume') return `volume ${route.id}`;
  return 'query' in route ? `${route.view} ${route.query}`.trim() : route.view;
}

describe('addresses of the page', () => {
  it('lead to the views that their links are for', () => {
    expect(viewAt(links.nodes())).to.equal('nodes');
    expect(viewAt(links.nodes({ q: 'a b', project: '' }))).to.equal('nodes q=a+b');
    expect(viewAt(links.node(NODE_UUID))).to.equal(`node ${NODE_UUID}`);
    expect(viewAt(links.volumes({ state: 'missing' }))).to.equal('volumes state=missing');
    expect(viewAt(links.volume(VOLUME_ID))).to.equal(`volume ${VOLUME_ID}`);
    expect(viewAt(links.alarms({ open: 'false' }))).to.equal('alarms open=false');
  });

  it('may have ids in capitals, and a slash at their end', () => {
    expect(viewAt(`/nodes/${NODE_UUID.toUpperCase()}/`)).to.equal(`node ${NODE_UUID}`);
  });

  it('that lead to nothing are known as such', () => {
    for (const address of [
      '/nodes/not-an-id',
      '/volumes/../x/y',
      '/nothing',
      `/nodes/${NODE_UUID}/more`,
      `/alarms/${NODE_UUID}`,
    ])
      expect(viewAt(address), address).to.equal('unknown');
  });
});
