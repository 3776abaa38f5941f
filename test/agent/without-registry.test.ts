import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');

/** Everything that a file imports, and what that imports, as soon as it is loaded. Types are gone by then. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm);
  for (const match of found) {
    const target = match[1] ?? match[2] ?? '';
    if (!target.startsWith('.')) seen.add(target);
    else loadedWith(relative(root, join(root, dirname(file), target)), seen);
  }
  return seen;
}

describe('an agent without a registry', () => {
  it('loads nothing of the channel, whose messages alone take megabytes', () => {
    const loaded = [...loadedWith('agent/main.ts')];
    expect(loaded.length).to.be.greaterThan(150);
    const isOfChannel = (file: string) =>
      /^ws$|channel-codec|generated\/channel|^agent\/channel\//.test(file);
    // What the options mean is no part of it.
    expect(loaded.filter(isOfChannel)).to.deep.equal(['agent/channel/settings.ts']);
    expect([...loadedWith('agent/channel/start.ts')].filter(isOfChannel)).to.include.members([
      'ws',
      'proto/generated/channel.js',
    ]);
  });
});
