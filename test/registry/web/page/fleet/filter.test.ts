import { expect } from 'chai';
import { filterQuery, matches, parseFilter } from '../../../../../registry/web/page/fleet/filter.ts';
import { nodeJson, runJson } from '../../../../support/registry-json.ts';

function filterOf(text: string) {
  return parseFilter(new URLSearchParams(text));
}

describe('the filter of the list of nodes', () => {
  it('is the same in the address as in what is asked for', () => {
    const text = 'q=rack1&project=web&alarmed=true&running=true';
    expect(new URLSearchParams(filterQuery(filterOf(text))).toString()).to.equal(text);
    expect(filterQuery(filterOf('q=++&alarmed=false'))).to.deep.equal({});
  });

  it('judges a node as the registry does', () => {
    const node = nodeJson({ open_alarms: 1 });
    for (const q of ['RACK1', 'sn-0007', '52:54:00', node.uuid.slice(4, 12)])
      expect(matches(filterOf(`q=${encodeURIComponent(q)}`), node), q).to.equal(true);
    expect(matches(filterOf('q=elsewhere'), node)).to.equal(false);
    expect(matches(filterOf('project=web'), node)).to.equal(true);
    expect(matches(filterOf('project=we'), node)).to.equal(false);
    expect(matches(filterOf('alarmed=true'), node)).to.equal(true);
    expect(matches(filterOf('running=true'), node)).to.equal(false);
    expect(matches(filterOf('running=true'), nodeJson({ running: runJson() }))).to.equal(true);
  });
});
