import type { Claim, Encryption } from '../../proto/catalog.ts';
import { TELL_ANEW, tellOf } from '../../proto/tell-words.ts';
import type { Conflict, Layout } from './types.ts';
import { conflict } from './wording.ts';

/** Of a volume that is to be made, or told in another way. */
interface Wanted extends Pick<Claim, 'name' | 'project' | 'mountPoint'> {
  readonly encryption?: Encryption | undefined;
  /** Of one that is there already. */
  readonly id?: string | undefined;
  readonly tell?: Claim['tell'] | undefined;
}

function isMounted({ tell, mountPoint, encryption = 'none' }: Wanted): boolean {
  return mountPoint !== '' && tellOf({ ...(tell ? { tell } : {}), mountPoint, encryption }).length > 0;
}

/** What two volumes of one project would both be mounted at. Those of different projects never meet in an instance. */
export function mountConflicts(layout: Layout, wanted: readonly Wanted[]): Conflict[] {
  const ids = wanted.map(({ id }) => id);
  const others = (layout.catalog?.catalog.claims ?? []).filter(({ id }) => !ids.includes(id));
  const taken: Wanted[] = others.filter(isMounted);
  return wanted.filter(isMounted).flatMap((volume) => {
    const { name, mountPoint, project } = volume;
    const other = taken.find((item) => item.mountPoint === mountPoint && item.project === project);
    taken.push(volume);
    if (!other) return [];
    const [one, two] = [name, other.name].map((text) => JSON.stringify(text));
    const message = `volume ${one} should be mounted at ${mountPoint}, as volume ${two} of ${layout.disk.path} is`;
    return [
      conflict(
        'MOUNT_POINT_TAKEN',
        message,
        `choose another mount point, or tell one of them none (${TELL_ANEW})`,
        [name],
      ),
    ];
  });
}
