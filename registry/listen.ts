import { chmod, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { BmvError } from '../proto/error.ts';
import { type ListenAddress, shownAddress } from './config/listen-address.ts';

/** Whoever may use the socket: its owner and group. */
const SOCKET_MODE = 0o660;

/** Whether somebody answers on a socket. */
async function isServed(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Throws `CONFIG_INVALID`. Resolves with the address as it is. */
export async function listenAt(server: Server, address: ListenAddress, isTls: boolean): Promise<string> {
  const options =
    address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port };
  // One that a process which was killed has left behind.
  if (address.kind === 'unix' && !(await isServed(address.path))) await rm(address.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    const refused = (cause: Error) => {
      const where = shownAddress(address, isTls);
      reject(
        new BmvError('CONFIG_INVALID', `cannot listen at ${where}: ${cause.message}; give another --listen`, {
          cause,
        }),
      );
    };
    server.once('error', refused);
    server.listen(options, () => {
      server.off('error', refused);
      resolve();
    });
  });
  if (address.kind === 'unix') {
    await chmod(address.path, SOCKET_MODE);
    return shownAddress(address, isTls);
  }
  const { port } = server.address() as AddressInfo;
  return shownAddress({ ...address, port }, isTls);
}

/** Takes nobody any more, and resolves when all who were answered are gone; those that take too long are cut off. */
export async function closeServer(server: Server, ms: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), ms);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
}
