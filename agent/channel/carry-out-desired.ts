import type { DesiredVolumes } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import type { Inventory } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import { describeError } from '../describe-error.ts';
import { ensuringAdopted } from '../ironic/ensure-adopted.ts';
import { ensuringExtended } from '../ironic/ensure-extended.ts';
import { ensuringReleased } from '../ironic/ensure-released.ts';
import { ensuringVolume } from '../ironic/ensure-volume.ts';
import { isNeverOurs, unreadableWords } from '../ironic/survey.ts';
import { carryOutAll, type Undertaking } from '../ironic/undertaking.ts';
import { parseSelector } from '../layout/selector.ts';
import type { StepTools } from '../steps/step.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { type DesiredAction, desiredActions } from './desired-actions.ts';
import { diskReport } from './disk-report.ts';

type Tools = Pick<StepTools, 'context' | 'ipa'>;

/** All disks of the node once interrupted operations have come to their end. */
async function settledInventory({ context, ipa }: Tools): Promise<Inventory> {
  const { all } = await ipa.blockDevices();
  const disks: Inventory['disks'][number][] = [];
  const unreadable: Inventory['unreadable'][number][] = [];
  for (const device of all) {
    try {
      const layout = await settledLayout(context, device);
      const message = unreadableWords(layout);
      if (message === null) disks.push(diskReport(layout));
      else unreadable.push({ device, code: 'TABLE_DAMAGED', message });
    } catch (error) {
      context.signal.throwIfAborted();
      if (!isNeverOurs(error)) unreadable.push({ device, ...describeError(error) });
    }
  }
  return { takenAtMs: context.now(), disks, unreadable };
}

/** HAZARD: a device that cannot discard would keep the volume for ever; zeros prove more than was asked for. */
function releasing(
  { device, id, name, erase }: Extract<DesiredAction, { readonly do: 'release' }>,
  context: Context,
): Undertaking<unknown> {
  const target = { id, name, device };
  const undertaking = ensuringReleased(target, erase, context);
  return {
    ...undertaking,
    carryOut: async () => {
      try {
        return await undertaking.carryOut();
      } catch (error) {
        if (!(error instanceof BmvError) || error.code !== 'DISCARD_UNSUPPORTED') throw error;
        context.logger.warn({ device, volume: id, error: error.message }, 'zeroed instead of discarded');
        return await ensuringReleased(target, 'zero', context).carryOut();
      }
    },
  };
}

function undertakingOf(action: DesiredAction, context: Context): Undertaking<unknown> {
  const { device } = action;
  switch (action.do) {
    case 'release':
      return releasing(action, context);
    case 'adopt': {
      const { id, name, project, mountPoint, tell, encryption } = action.volume;
      const selector = parseSelector(`partuuid:${id}`);
      const opaque = encryption === 'opaque' ? { encryption } : {};
      return ensuringAdopted(device, { selector, name, project, mountPoint, tell, ...opaque }, context);
    }
    case 'create':
      return ensuringVolume(device, action.request, context);
    case 'extend':
      return ensuringExtended(device, { volume: action.id, size: action.length }, context);
  }
}

/**
 * Makes the node's volumes what the registry wants, in a step that it has allowed and before that step's own work. All
 * objections are found before the first write. Throws what speaks against it, in one line.
 */
export async function carryOutDesired(desired: DesiredVolumes, step: string, tools: Tools): Promise<void> {
  const { context } = tools;
  const { revision } = desired;
  const { actions, objections } = desiredActions(desired.volumes, await settledInventory(tools));
  if (actions.length === 0 && objections.length === 0) return;
  for (const action of actions)
    context.logger.info({ revision, ...wordsOf(action) }, 'asked for by the registry');
  const entries = [
    ...objections.map((line) => async () => {
      throw new BmvError('STEP_REFUSED', line, { step });
    }),
    ...actions.map((action) => async () => undertakingOf(action, context)),
  ];
  try {
    await carryOutAll(entries, context);
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    const message = `${step} did not begin, for the volumes that the registry asks for (plan ${revision}) cannot be made so: ${error.message}`;
    throw new BmvError(error.code, message, { ...error.fields, step, cause: error });
  }
}

/** For the log. */
function wordsOf(action: DesiredAction): object {
  const { do: what, device } = action;
  const about = action.do === 'create' ? action.request : action.do === 'adopt' ? action.volume : action;
  return { what, device, volume: about.id, ...('name' in about ? { name: about.name } : {}) };
}
