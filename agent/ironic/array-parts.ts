import type { DiskInfo } from '../../hardware-managers/disk.ts';
import type { Claim } from '../../proto/catalog.ts';
import type { Extent } from '../layout/extent.ts';
import type { ArrayMember, Layout } from '../layout/types.ts';

/** A disk or partition that belongs to an array (MD), with all that can be known of it from that disk alone. */
export interface ArrayPart {
  /** Path, or words where the kernel has none. */
  readonly device: string;
  readonly extent: Extent | null;
  /** Without one that we know, only the kernel says that it is a part. */
  readonly hasSuperblock: boolean;
  /** Of the array, for messages. */
  readonly name: string;
  /** Paths of the arrays that run on it, one upon the other; empty: its array does not run. */
  readonly runningAs: readonly string[];
}

function nameOf({ name, uuid }: ArrayMember): string {
  const known = [name === '' ? '' : JSON.stringify(name), uuid === '' ? '' : `(${uuid})`].filter(Boolean);
  return known.length === 0 ? 'an array' : `array ${known.join(' ')}`;
}

function deviceOf({ number, extent }: ArrayMember, { path, partitions }: DiskInfo): string {
  if (number === null) return path;
  const known = partitions.find(({ offset }) => offset === extent.offset);
  return known?.device ?? `partition ${number} of ${path}`;
}

/** By superblock or by the kernel, which knows arrays without a superblock that we know. */
function allParts({ disk, arrayMembers }: Layout): readonly ArrayPart[] {
  const running = disk.uses.filter(({ kind }) => kind === 'md');
  const members = arrayMembers.map((member) => {
    const device = deviceOf(member, disk);
    const on = running.filter((use) => use.device === device);
    return {
      device,
      extent: member.extent,
      hasSuperblock: true,
      name: on.length > 0 ? `array ${on.map(({ detail }) => detail).join(' and ')}` : nameOf(member),
      runningAs: on.flatMap(({ array }) => array ?? []),
    };
  });
  const others = running.filter(({ device }) => !members.some((member) => member.device === device));
  const devices = [...new Set(others.map(({ device }) => device))];
  return [
    ...members,
    ...devices.map((device) => {
      const on = others.filter((use) => use.device === device);
      return {
        device,
        extent: disk.partitions.find((partition) => partition.device === device) ?? null,
        hasSuperblock: false,
        name: `array ${on.map(({ detail }) => detail).join(' and ')}`,
        runningAs: on.flatMap(({ array }) => array ?? []),
      };
    }),
  ];
}

/** A disk's parts of arrays, but for its volumes: those are kept whatever their owner made of them. */
export function arrayPartsOf(layout: Layout): readonly ArrayPart[] {
  const claims: readonly Claim[] = layout.catalog?.catalog.claims ?? [];
  const isVolume = ({ extent }: ArrayPart) =>
    claims.some(({ offset, length }) => offset === extent?.offset && length === extent.length);
  return allParts(layout).filter((part) => !isVolume(part));
}

/**
 * Those parts whose array was not looked at for volumes: it does not run, or is none of the `seen` disks. HAZARD: `mdadm
 * --assemble --scan` may have it run at any moment, and some steps of ironic-python-agent call that.
 */
export function unseenParts(parts: readonly ArrayPart[], seen: readonly string[]): readonly ArrayPart[] {
  return parts.filter(
    ({ runningAs }) => runningAs.length === 0 || runningAs.some((array) => !seen.includes(array)),
  );
}

/** What a part belongs to, and why that is in the way. */
export function unseenWords({ name, runningAs }: ArrayPart, subject: string): string {
  return `${subject} is part of ${name}, which ${runningAs.length === 0 ? 'is not running and ' : ''}may hold volumes`;
}

/** How a disk is made to belong to no array any more. */
export function giveUpWords({ device, hasSuperblock, runningAs }: ArrayPart, disk: string): string {
  const start = 'start that array to see what it holds';
  const stop = `stop that array (\`mdadm --stop ${runningAs.toReversed().join(' ')}\`)`;
  if (!hasSuperblock) return runningAs.length === 0 ? start : stop;
  const tool = device.startsWith('/') ? ` or \`mdadm --zero-superblock ${device}\`` : '';
  return `${runningAs.length === 0 ? `${start}, or` : `${stop} and`} give it up by step erase_devices_metadata with damaged_disks=${JSON.stringify([disk])}${tool}`;
}
