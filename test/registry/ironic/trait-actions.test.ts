import { expect } from 'chai';
import fc from 'fast-check';
import { traitActions } from '../../../registry/ironic/trait-actions.ts';
import { TRAIT_NAMES } from '../../../registry/ironic/trait-names.ts';

const { capable, held } = TRAIT_NAMES;

/** What is done with a node that has traits; `isHeld` undefined: the registry does not know it. */
function actionsOn(traits: readonly string[], isHeld?: boolean): readonly string[] {
  const known = new Map(isHeld === undefined ? [] : [['a', isHeld]]);
  return traitActions([{ uuid: 'a', traits }], known, TRAIT_NAMES).map(
    ({ action, trait }) => `${action} ${trait}`,
  );
}

describe('the traits of a node', () => {
  const cases: readonly [string, Parameters<typeof actionsOn>, readonly string[]][] = [
    ['say that it has the agent', [[], false], [`add ${capable}`]],
    ['say first that it is held', [[], true], [`add ${held}`, `add ${capable}`]],
    ['are left alone while they are right', [[held, capable], true], []],
    ['are left alone while nothing is held', [[capable, 'CUSTOM_GPU'], false], []],
    ['no longer say that it is held when nothing is', [[held, capable], false], [`remove ${held}`]],
    ['are left alone where the registry does not know the node', [[held]], []],
    ['are not given to a node that the registry does not know', [[]], []],
  ];
  for (const [title, given, wanted] of cases)
    it(title, () => expect(actionsOn(...given)).to.deep.equal(wanted));

  it('are put on all held nodes before anything else is done', () => {
    const nodes = ['a', 'b', 'c'].map((uuid) => ({ uuid, traits: uuid === 'a' ? [held] : [] }));
    const known = new Map([
      ['a', false],
      ['b', false],
      ['c', true],
    ]);
    const done = traitActions(nodes, known, TRAIT_NAMES);
    expect(done.map(({ node, trait }) => `${node} ${trait}`)).to.deep.equal([
      ...[`c ${held}`, `a ${capable}`, `b ${capable}`, `c ${capable}`, `a ${held}`],
    ]);
  });

  it('end as they should be after one look, with all others as they were, and the agent’s never removed', () => {
    const trait = fc.constantFrom(capable, held, 'CUSTOM_GPU', 'HW_CPU_X86_VMX');
    fc.assert(
      fc.property(fc.uniqueArray(trait), fc.option(fc.boolean(), { nil: undefined }), (traits, isHeld) => {
        const known = new Map(isHeld === undefined ? [] : [['a', isHeld]]);
        const now = new Set(traits);
        for (const { action, trait: name } of traitActions([{ uuid: 'a', traits }], known, TRAIT_NAMES))
          if (action === 'add') now.add(name);
          else now.delete(name);
        const wanted = new Set(traits);
        if (isHeld !== undefined) wanted.add(capable);
        if (isHeld) wanted.add(held);
        if (isHeld === false) wanted.delete(held);
        expect(now).to.deep.equal(wanted);
      }),
    );
  });
});
