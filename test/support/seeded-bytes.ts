import { createCipheriv } from 'node:crypto';

/** Bytes that look random and that only the seed decides, as fast as whole disks need them. */
export function seededBytes(seed: number, length: number): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32LE(seed >>> 0);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}
