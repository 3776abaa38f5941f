import { expect } from 'chai';
import { parseTrait, TRAIT_NAMES } from '../../../registry/ironic/trait-names.ts';
import { refusalOf } from '../../support/registry-records.ts';

describe('the name of a trait', () => {
  for (const name of [...Object.values(TRAIT_NAMES), 'CUSTOM_9', `CUSTOM_${'A'.repeat(248)}`])
    it(`may be ${name.slice(0, 30)}`, () => expect(parseTrait(name)).to.equal(name));

  for (const name of [
    '',
    'CUSTOM_',
    'HW_CPU',
    'CUSTOM_a',
    'CUSTOM_A/B',
    `CUSTOM_${'A'.repeat(249)}`,
    'CUSTOM_A\n',
  ])
    it(`may not be ${JSON.stringify(name.slice(0, 30))}`, () =>
      expect(refusalOf(() => parseTrait(name)).code).to.equal('USAGE'));
});
