import { type KeyAnswer, type PermissionRequest, VOLUME_KEY_BYTES } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { askPermission, type PermissionLine, shownReason } from './permission.ts';
import type { Session } from './session.ts';

/** A run that the registry has allowed to write, and in which session it did. */
export interface Granted {
  readonly question: Omit<PermissionRequest, 'id'>;
  readonly session: Session;
}

function noKey(
  code: 'REGISTRY_UNREACHABLE' | 'REGISTRY_REFUSED' | 'REGISTRY_ANSWER',
  volume: string,
  why: string,
) {
  return new BmvError(code, `the registry gave no key for volume ${volume}, which is not made: ${why}`, {
    volume,
  });
}

/** Throws `REGISTRY_REFUSED`, `REGISTRY_ANSWER`. */
function keyIn({ allowed, reason, key }: KeyAnswer, volume: string): Uint8Array {
  if (allowed && key.byteLength === VOLUME_KEY_BYTES) return key;
  key.fill(0);
  if (!allowed) throw noKey('REGISTRY_REFUSED', volume, shownReason(reason));
  const why = `what it sent has ${key.byteLength} bytes, not ${VOLUME_KEY_BYTES}; the ramdisk and the registry do not fit`;
  throw noKey('REGISTRY_ANSWER', volume, why);
}

/**
 * Asks for the key of a volume that a run is about to make. The registry gives it only in a session in which it has allowed
 * the run; where that has ended, another one is asked for both. Throws `REGISTRY_REFUSED`, `REGISTRY_UNREACHABLE`,
 * `REGISTRY_ANSWER`, `ABORTED`. HAZARD: a secret; the caller zeroes it.
 */
export async function askVolumeKey(
  line: PermissionLine,
  { question, session: first }: Granted,
  volume: string,
  { signal, deadline }: { readonly signal: AbortSignal; readonly deadline: AbortSignal },
): Promise<Uint8Array> {
  const unreachable = (why: string) =>
    signal.aborted
      ? new BmvError('ABORTED', 'stopped while the registry was asked for a key; run it again', { volume })
      : noKey('REGISTRY_UNREACHABLE', volume, `${why}; mend the connection and run the step again`);
  for (let session = first; ; ) {
    const answer = session.isOver
      ? null
      : await session.askKey({ run: question.run, volumeId: volume }, deadline);
    if (answer) return keyIn(answer, volume);
    if (deadline.aborted) throw unreachable('it does not answer');
    const asked = await askPermission(line, question, {
      isRequired: true,
      deadline,
      tellBefore: async () => {},
    });
    if (asked.answer === null) throw unreachable(asked.why);
    if (!asked.answer.allowed) throw noKey('REGISTRY_REFUSED', volume, shownReason(asked.answer.reason));
    session = asked.session;
  }
}
