/** Where the kernel's own file systems are mounted; tests point them at a folder of their own. */
export interface LinuxRoots {
  readonly sys: string;
  readonly proc: string;
  readonly dev: string;
}

export const LINUX_ROOTS: LinuxRoots = { sys: '/sys', proc: '/proc', dev: '/dev' };
