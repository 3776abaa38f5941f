/** One file, link or folder of a payload, owned by root. `path` is relative to the root, without `./`. */
export type TreeEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mode: 0o644 | 0o755;
      readonly content: Uint8Array;
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'folder'; readonly path: string };

export type TreeFile = Extract<TreeEntry, { kind: 'file' }>;

const FOLDER_MODE = 0o755;
const LINK_MODE = 0o777;

/** Permission bits. */
export function modeOf(entry: TreeEntry): number {
  if (entry.kind === 'file') return entry.mode;
  return entry.kind === 'link' ? LINK_MODE : FOLDER_MODE;
}

/** What an archive stores as the entry's data. */
export function dataOf(entry: TreeEntry): Uint8Array {
  if (entry.kind === 'file') return entry.content;
  return Buffer.from(entry.kind === 'link' ? entry.target : '');
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Sorted by path, with every folder before what is in it: an archive needs both. */
export function completeTree(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const tree = new Map<string, TreeEntry>();
  for (const entry of entries) {
    if (tree.has(entry.path)) throw new Error(`the tree has ${entry.path} twice`);
    tree.set(entry.path, entry);
  }
  for (const path of [...tree.keys()].flatMap(foldersAbove)) {
    if ((tree.get(path)?.kind ?? 'folder') !== 'folder') throw new Error(`${path} of the tree is no folder`);
    tree.set(path, { kind: 'folder', path });
  }
  return [...tree.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
