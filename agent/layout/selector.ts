import { isGuid } from '../../hardware-managers/partition-table/guid.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../proto/error.ts';
import { type DiskPartition, diskPartitions } from './disk-partition.ts';
import { globMatches, isPattern } from './glob.ts';
import type { Layout, Selector } from './types.ts';

const FORMS = 'label:GLOB, partuuid:UUID, index:N, index:N-M or fslabel:GLOB';

/** No table has more entries; keeps a mistyped range from being walked. */
const MAX_NUMBER = 65535;

function bad(text: string, why: string): BmvError {
  return new BmvError('BAD_SELECTOR', `selector ${JSON.stringify(text)} ${why}; write ${FORMS}`);
}

function parseIndex(value: string, text: string): Selector {
  const range = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(value);
  if (!range) throw bad(text, 'has no partition number or range');
  const first = Number(range[1]);
  const last = Number(range[2] ?? range[1]);
  if (first < 1) throw bad(text, 'names partition 0, but numbers begin at 1');
  if (last < first) throw bad(text, 'ends before it begins');
  if (last > MAX_NUMBER) throw bad(text, `goes beyond ${MAX_NUMBER}`);
  return { kind: 'index', first, last, text };
}

/** Reads a selector as an operator writes it. Throws `BAD_SELECTOR`. */
export function parseSelector(text: string): Selector {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? '' : text.slice(0, colon);
  const value = text.slice(colon + 1);
  if (!['label', 'partuuid', 'index', 'fslabel'].includes(kind)) throw bad(text, 'is of no known kind');
  if (value === '') throw bad(text, 'has nothing after the colon');
  if (kind === 'index') return parseIndex(value, text);
  if (kind === 'label' || kind === 'fslabel') return { kind, glob: value, text };
  if (!isGuid(value)) throw bad(text, 'has no UUID');
  return { kind: 'partuuid', guid: value.toLowerCase(), text };
}

/** Whether a selector, by its form, may pick several partitions. */
export function mayMatchSeveral(selector: Selector): boolean {
  if (selector.kind === 'index') return true;
  return selector.kind !== 'partuuid' && isPattern(selector.glob);
}

/** `fslabel` never picks a partition without a known filesystem; `label:*` picks unnamed ones too. */
export function isSelected(selector: Selector, { entry, filesystem }: DiskPartition): boolean {
  switch (selector.kind) {
    case 'label':
      return globMatches(selector.glob, entry.name);
    case 'fslabel':
      return filesystem !== null && globMatches(selector.glob, filesystem.label);
    case 'partuuid':
      return entry.guid === selector.guid;
    case 'index':
      return entry.number >= selector.first && entry.number <= selector.last;
  }
}

/** The partitions that a selector picks, by number. */
export function matchSelector(selector: Selector, layout: Layout): GptEntry[] {
  return diskPartitions(layout)
    .filter((partition) => isSelected(selector, partition))
    .map(({ entry }) => entry);
}
