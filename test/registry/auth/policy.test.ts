import { expect } from 'chai';
import { type Caller, ROLES, type Role } from '../../../registry/auth/caller.ts';
import { type Action, POLICY, type Reach, reach } from '../../../registry/auth/policy.ts';

const ACTIONS = Object.keys(POLICY) as Action[];

function caller(roles: readonly Role[], changes: Partial<Caller> = {}): Caller {
  return { id: 'somebody', project: 'web', roles, isSystem: false, ...changes };
}

/** What each role may do, in the order of `ROLES`: a(ll), o(wn), - nothing. */
const TABLE: Readonly<Record<Action, string>> = {
  'nodes:read': 'aaoo',
  'plans:read': 'aaoo',
  'volumes:read': 'aaoo',
  'events:read': 'aaoo',
  'placement:ask': 'aaoo',
  'quotas:read': 'aaoo',
  'volumes:reserve': 'aao-',
  'volumes:extend': 'aao-',
  'volumes:update': 'aao-',
  'volumes:release': 'aao-',
  'volumes:cancel': 'aao-',
  'volumes:key': 'a-o-',
  'vendordata:ask': 'aa--',
  'volumes:adopt': 'aa--',
  'volumes:quarantine': 'aa--',
  'alarms:read': 'aa--',
  'untrusted:read': 'aa--',
  'metrics:read': 'aa--',
  'volumes:resolve': 'a---',
  'alarms:resolve': 'a---',
  'quotas:set': 'a---',
};

const WORDS: Readonly<Record<string, Reach>> = { a: 'all', o: 'own', '-': 'none' };

describe('the policy', () => {
  it('lets each role do what the table says, and nothing else', () => {
    expect(TABLE).to.have.all.keys(ACTIONS);
    for (const action of ACTIONS)
      for (const [index, role] of ROLES.entries())
        expect(reach(caller([role]), action), `${role} ${action}`).to.equal(
          WORDS[TABLE[action].charAt(index)],
        );
  });

  it('lets nobody without a role do anything', () => {
    for (const action of ACTIONS) expect(reach(caller([]), action), action).to.equal('none');
  });

  it('lets a member or reader without a project do nothing', () => {
    for (const action of ACTIONS)
      expect(reach(caller(['member', 'reader'], { project: '' }), action), action).to.equal('none');
  });

  it('gives whoever has several roles the widest reach of them', () => {
    expect(reach(caller(['reader', 'admin']), 'volumes:resolve')).to.equal('all');
    expect(reach(caller(['reader', 'member']), 'volumes:reserve')).to.equal('own');
  });

  it('lets a reader of the system see everything and change nothing', () => {
    const auditor = caller(['reader', 'member'], { project: '', isSystem: true });
    for (const action of ACTIONS)
      expect(reach(auditor, action), action).to.equal(action.endsWith(':read') ? 'all' : 'none');
  });
});
