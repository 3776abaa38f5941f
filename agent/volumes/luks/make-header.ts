import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { BmvError } from '../../../proto/error.ts';
import { MIB } from '../../layout/extent.ts';
import { LUKS_HEADER_BYTES, LUKS_SHAPE } from '../../layout/luks.ts';
import { findRoom, MORE_ROOM, roomsIn } from '../format-room.ts';
import { openUnlisted } from '../unlisted-file.ts';
import { parseLuksHeader } from './luks-header.ts';
import { withSecret } from './secret-pipe.ts';
import { type SectorCipher, XTS_KEY_BYTES } from './sector-cipher.ts';

/** A header that is to be made. HAZARD: the keys are secrets. */
export interface HeaderRequest extends SectorCipher {
  /** Lower-case GUID of the volume. */
  readonly id: string;
  /** Empty for none. */
  readonly label: string;
  /** That opens it: bytes of a key file, so random that no dictionary finds them. */
  readonly passphrase: Uint8Array;
}

const CIPHER = 'aes-xts-plain64';
/** Units in which cryptsetup counts where the data begins. Bytes. */
const OFFSET_UNIT = 512;
/** A passphrase of 32 random bytes needs no delay; fewer than these cryptsetup does not make. */
const ITERATIONS = 1000;
/** A header needs some data behind it. */
const FILE_BYTES = LUKS_HEADER_BYTES + MIB;

/** Names of what a tool inherits. */
const [FILE, FIRST_SECRET, SECOND_SECRET] = [3, 4, 5].map((fd) => `/proc/self/fd/${fd}`) as [
  string,
  string,
  string,
];

async function format(file: FileHandle, request: HeaderRequest, signal: AbortSignal): Promise<void> {
  const { id, label, key, passphrase, sectorBytes } = request;
  await withSecret(key, signal, async (keyFd) => {
    await withSecret(passphrase, signal, async (passphraseFd) => {
      await runCommand(
        [
          ...(['cryptsetup', 'luksFormat', '--batch-mode', '--type', 'luks2'] as const),
          ...['--volume-key-file', FIRST_SECRET, '--key-size', `${8 * key.byteLength}`],
          ...['--key-file', SECOND_SECRET, '--keyfile-size', `${passphrase.byteLength}`],
          ...['--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', `${ITERATIONS}`, '--hash', 'sha256'],
          ...['--cipher', CIPHER, '--sector-size', `${sectorBytes}`],
          ...['--offset', `${LUKS_HEADER_BYTES / OFFSET_UNIT}`, '--uuid', id],
          ...(label === '' ? [] : ['--label', label]),
          FILE,
        ],
        { signal, inheritFds: [file.fd, keyFd, passphraseFd] },
      );
    });
  });
}

/** Opens nothing: asks whether it could be. */
async function tryOut(file: FileHandle, { passphrase }: HeaderRequest, signal: AbortSignal): Promise<void> {
  await withSecret(passphrase, signal, async (fd) => {
    await runCommand(
      [
        ...(['cryptsetup', 'open', '--test-passphrase', '--type', 'luks2'] as const),
        ...['--key-file', FIRST_SECRET, '--keyfile-size', `${passphrase.byteLength}`, FILE],
      ],
      { signal, inheritFds: [file.fd, fd] },
    );
  });
}

/** Throws `INTERNAL` for a header by which the data would be read otherwise than it is going to be written. */
function expectAsMeant(header: Buffer, { id, label, sectorBytes }: HeaderRequest): void {
  const made = parseLuksHeader(header);
  const [segment, ...more] = made?.segments ?? [];
  const isAsMeant =
    made !== null &&
    made.uuid === id &&
    made.label === label &&
    made.dataOffset === LUKS_SHAPE.dataOffset &&
    made.headerBytes === LUKS_SHAPE.headerBytes &&
    made.keyslots.join() === '0' &&
    segment?.type === 'crypt' &&
    segment.cipher === CIPHER &&
    segment.sectorBytes === sectorBytes &&
    segment.firstTweak === '0' &&
    more.length === 0;
  if (isAsMeant) return;
  throw new BmvError(
    'INTERNAL',
    `cryptsetup made a header that is not as it was asked for, so volume ${id} is not made; report it`,
    { volume: id, tool: 'cryptsetup' },
  );
}

async function readHeader(file: FileHandle): Promise<Buffer> {
  const header = Buffer.alloc(LUKS_HEADER_BYTES);
  const { bytesRead } = await file.read(header, 0, header.byteLength, 0);
  if (bytesRead === header.byteLength) return header;
  throw new BmvError('IO_ERROR', `a temporary file ended at ${bytesRead}; run it again`, {
    offset: bytesRead,
  });
}

/**
 * Makes the first 16 MiB of a LUKS2 volume in a temporary file: cryptsetup never has the disk, and needs no
 * device-mapper for it. The passphrase has been tried on it. Throws `NO_SPACE`, `TOOL_MISSING`, `COMMAND_FAILED`.
 */
export async function makeLuksHeader(request: HeaderRequest, signal: AbortSignal): Promise<Buffer> {
  if (request.key.byteLength !== XTS_KEY_BYTES)
    throw new TypeError(`a volume key has ${request.key.byteLength} bytes`);
  const need = { what: 'a LUKS2 header', bytes: FILE_BYTES, isSparse: false, wayOut: MORE_ROOM };
  const { folder } = findRoom(need, await roomsIn([tmpdir(), '/dev/shm'], FILE_BYTES));
  const file = await openUnlisted(folder);
  try {
    await file.truncate(FILE_BYTES);
    await format(file, request, signal);
    const header = await readHeader(file);
    expectAsMeant(header, request);
    await tryOut(file, request, signal);
    return header;
  } finally {
    await file.close();
  }
}
