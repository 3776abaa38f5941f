import { BmvError } from '../../proto/error.ts';

/** ECMA-119 6.8.2.1. */
const MAX_DEPTH = 8;
/** A name must fit into one directory record (255 bytes) beside everything else. */
const MAX_NAME_BYTES = 110;

/** A file or directory of an image; its place is found later. */
export interface IsoNode {
  readonly name: string;
  /** Upper-case and short; only programs that do not know Rock Ridge see it. */
  readonly isoName: string;
  /** Null for the root. */
  readonly parent: IsoNode | null;
  /** Null for a file. */
  readonly children: IsoNode[] | null;
  /** Empty for a directory. */
  readonly bytes: Uint8Array;
  sector: number;
  /** Bytes; for a directory a whole number of sectors. */
  size: number;
}

function invalid(path: string, why: string): BmvError {
  return new BmvError('CONFIG_DRIVE_INVALID', `the config drive's file ${JSON.stringify(path)} ${why}`);
}

function checkPath(path: string): readonly string[] {
  const names = path.split('/');
  if (names.length > MAX_DEPTH) throw invalid(path, `lies deeper than ${MAX_DEPTH} folders`);
  for (const name of names) {
    if (name === '' || name === '.' || name === '..' || name.includes('\0'))
      throw invalid(path, 'has no usable name');
    if (Buffer.byteLength(name) > MAX_NAME_BYTES)
      throw invalid(path, `has a name of more than ${MAX_NAME_BYTES} bytes`);
  }
  return names;
}

function add(parent: IsoNode, name: string, bytes: Uint8Array | null): IsoNode {
  const siblings = parent.children ?? [];
  const number = String(siblings.length + 1).padStart(7, '0');
  const node: IsoNode = {
    name,
    // In order of their making, which is also the order of their sorting.
    isoName: bytes ? `F${number}.;1` : `D${number}`,
    parent,
    children: bytes ? null : [],
    bytes: bytes ?? new Uint8Array(),
    sector: 0,
    size: bytes?.byteLength ?? 0,
  };
  siblings.push(node);
  return node;
}

/** The tree of some files by path. Throws `CONFIG_DRIVE_INVALID` for a path that has no place in it. */
export function isoTree(files: ReadonlyMap<string, Uint8Array>): IsoNode {
  const root: IsoNode = {
    name: '',
    isoName: '\0',
    parent: null,
    children: [],
    bytes: new Uint8Array(),
    sector: 0,
    size: 0,
  };
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = checkPath(path);
    let folder = root;
    for (const name of names.slice(0, -1)) {
      const found = folder.children?.find((child) => child.name === name);
      if (found && !found.children) throw invalid(path, 'lies in a folder that is a file');
      folder = found ?? add(folder, name, null);
    }
    const last = names.at(-1) ?? '';
    if (folder.children?.some((child) => child.name === last)) throw invalid(path, 'is a folder too');
    add(folder, last, bytes);
  }
  return root;
}

/** Breadth first, as the path table wants it: by level, then by parent, then by name. */
export function directoriesOf(root: IsoNode): readonly IsoNode[] {
  const all: IsoNode[] = [root];
  for (const directory of all) all.push(...(directory.children ?? []).filter((child) => child.children));
  return all;
}

export function filesOf(root: IsoNode): readonly IsoNode[] {
  return directoriesOf(root).flatMap((directory) =>
    (directory.children ?? []).filter((child) => !child.children),
  );
}
