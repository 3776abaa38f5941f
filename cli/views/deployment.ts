import type { DeployResult } from '../../agent/deployment/deploy.ts';
import type { ProofResult } from '../../agent/deployment/prove.ts';
import type { ImageHead } from '../../agent/layout/types.ts';
import { partsAfter } from '../parts.ts';
import { diskPicture, type PictureOptions } from '../picture.ts';
import { formatBytes, formatSeconds } from '../units.ts';
import { planJson } from './plan.ts';

export function deploymentJson(result: DeployResult, head: ImageHead, seconds: number): object {
  const { plan, before, image, proofs, resumed, bytesWritten, bytesZeroed, bytesSkipped } = result;
  return {
    ...planJson(before, head, plan, []),
    image: {
      name: head.name,
      format: head.format,
      size: image.sizeBytes,
      transferred: image.transferredBytes,
      reused: image.bytesReused ?? 0,
      notes: image.notes ?? [],
      checksum: image.checksum,
    },
    proofs,
    resumed,
    bytesWritten,
    bytesZeroed,
    bytesSkipped,
    bytesReused: image.bytesReused ?? 0,
    bytesDownloaded: image.transferredBytes,
    seconds,
  };
}

export function proofLine({ number, name, same, kind, after }: ProofResult): string {
  const outcome = same ? 'unchanged' : 'CHANGED';
  return `kept partition ${number} ${name}: ${outcome} (${kind}, ${formatBytes(after.bytesRead)} compared)`;
}

export function deploymentText(
  result: DeployResult,
  head: ImageHead,
  seconds: number,
  options: PictureOptions,
): string {
  const { plan, after, image, proofs, resumed, bytesWritten, bytesZeroed, bytesSkipped } = result;
  const rate = formatBytes(image.sizeBytes / Math.max(seconds, 0.001));
  return [
    ...(resumed ? ['An earlier deployment had been interrupted; what it kept is kept.'] : []),
    diskPicture(partsAfter(after, plan, image.sizeBytes), after.sizeBytes, options),
    ...[...plan.notes, ...(image.notes ?? [])].map((note) => `- ${note}`),
    `${head.name}: ${formatBytes(image.sizeBytes)} in ${formatSeconds(seconds)} (${rate}/s); ` +
      `${formatBytes(image.transferredBytes)} read, ${formatBytes(bytesWritten)} written, ` +
      `${formatBytes(bytesZeroed)} zeroed, ${formatBytes(bytesSkipped)} there already` +
      (image.bytesReused ? `, ${formatBytes(image.bytesReused)} taken from the disk` : ''),
    image.checksum === null ? 'no checksum was asked for (--checksum)' : `checksum ${image.checksum} matched`,
    ...proofs.map(proofLine),
  ].join('\n');
}
