import { type Claim, type Encryption, TELL_WAYS, type TellWay } from './catalog.ts';
import { BmvError } from './error.ts';

/** Whether a volume is encrypted; absent: it is not. */
interface MaybeEncrypted {
  readonly encryption?: Encryption | 'unknown';
}

/** What of a volume decides how an instance can be told of it. */
export type Mountable = Pick<Claim, 'mountPoint' | 'filesystem'> & MaybeEncrypted;

/** By which a volume is told in another way; for messages. */
export const TELL_ANEW = 'step tell_volumes, or `bmv volume tell`';

/** Where systemd-gpt-auto-generator mounts a partition by its type; for swap it needs no place. */
const GPT_AUTO_MOUNTS = ['/home', '/srv'] as const;

/** Kernel file systems: whatever is mounted there hides what the system cannot do without. */
const KERNELS = ['/dev', '/proc', '/run', '/sys'];

/** True where nobody can mount a volume who has not opened it with its key before. */
export function isLocked({ encryption = 'none' }: MaybeEncrypted): boolean {
  return encryption !== 'none';
}

/**
 * The ways in which an instance is told of a volume. Where nobody said: by cloud-init if there is a mount point, and it is
 * not encrypted. Most images have cloud-init, those without it do not mind, and nothing of the image or of the volume's
 * table entry has to be changed for it. Empty: it is not told.
 */
export function tellOf(volume: Pick<Claim, 'tell' | 'mountPoint'> & MaybeEncrypted): readonly TellWay[] {
  const { tell, mountPoint } = volume;
  if (tell === undefined || tell.length === 0)
    return mountPoint === '' || isLocked(volume) ? [] : ['cloud-init'];
  return tell.filter((way) => way !== 'none');
}

/** The same ways in one order, each once. */
export function inOrderOfWays(tell: readonly TellWay[] = []): readonly TellWay[] {
  return TELL_WAYS.filter((way) => tell.includes(way));
}

/** Why systemd would not mount a volume by its type; null where it would. */
function gptAutoProblem({ mountPoint, filesystem }: Mountable): string | null {
  if (filesystem === 'swap') return null;
  if (filesystem === 'none') return 'gpt-auto needs a filesystem in it; choose one';
  if (mountPoint === '/var' || mountPoint.startsWith('/var/'))
    return "gpt-auto mounts /var only from a partition whose GUID is made of the system's machine-id, and a volume's GUID is its id; choose fstab or cloud-init";
  if (GPT_AUTO_MOUNTS.some((path) => path === mountPoint)) return null;
  return `gpt-auto mounts ${GPT_AUTO_MOUNTS.join(' and ')} only, not ${mountPoint}; choose fstab or cloud-init`;
}

/** Why an instance cannot be told of a volume in these ways, with the way out; null where it can. */
export function tellProblem(ways: readonly TellWay[], volume: Mountable): string | null {
  const { mountPoint, filesystem } = volume;
  if (ways.length === 0) return null;
  if (isLocked(volume))
    return 'it is encrypted, and nothing can mount it that has not opened it with its key; tell none';
  if (mountPoint === '' && filesystem !== 'swap') return 'there is no mount point to tell; give one';
  // Neither fstab, nor cloud-init, which writes one, nor unit files all know a way to quote these.
  if (/[\s\\"'#%$]/.test(mountPoint))
    return 'its mount point has blanks, quotes or \\ # % $, which not every system can read; choose another, or tell none';
  if (KERNELS.some((path) => mountPoint === path || mountPoint.startsWith(`${path}/`)))
    return `its mount point ${mountPoint} is in a file system of the kernel; choose another`;
  return ways.includes('gpt-auto') ? gptAutoProblem(volume) : null;
}

/** Throws `USAGE` for ways that cannot be. Absent: the default. */
export function checkTell(tell: readonly TellWay[] | undefined, volume: Mountable): void {
  const wrong = (why: string) => new BmvError('USAGE', `the volume cannot be told as asked: ${why}`);
  const said = tell ?? [];
  if (tell?.length === 0)
    throw wrong(`no way is named; choose of ${TELL_WAYS.join(', ')}, or leave it out for the default`);
  if (new Set(said).size !== said.length) throw wrong(`${said.join(', ')} names a way twice`);
  if (said.includes('none') && said.length > 1) throw wrong('none goes with no other way');
  const { mountPoint, encryption = 'none' } = volume;
  const problem = tellProblem(tellOf({ ...(tell ? { tell } : {}), mountPoint, encryption }), volume);
  if (problem !== null) throw wrong(problem);
}
