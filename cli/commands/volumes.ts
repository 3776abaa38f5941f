import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addVolumesAdopt } from './volumes-adopt.ts';
import { addVolumesCancel } from './volumes-cancel.ts';
import { addVolumesExtend } from './volumes-extend.ts';
import { addVolumesHistory } from './volumes-history.ts';
import { addVolumesKey } from './volumes-key.ts';
import { addVolumesList } from './volumes-list.ts';
import { addVolumesQuarantine } from './volumes-quarantine.ts';
import { addVolumesRelease } from './volumes-release.ts';
import { addVolumesReserve } from './volumes-reserve.ts';
import { addVolumesResolve } from './volumes-resolve.ts';
import { addVolumesShow } from './volumes-show.ts';
import { addVolumesUpdate } from './volumes-update.ts';

/** Volumes of all nodes. */
export function addVolumes(volumes: Command, run: Runner): void {
  for (const add of [
    addVolumesList,
    addVolumesShow,
    addVolumesReserve,
    addVolumesAdopt,
    addVolumesExtend,
    addVolumesUpdate,
    addVolumesCancel,
    addVolumesRelease,
    addVolumesQuarantine,
    addVolumesResolve,
    addVolumesHistory,
    addVolumesKey,
  ])
    add(volumes, run);
}
