/** The `errno` name of an error of the operating system (`ENOENT`, `EBUSY`, ...), else null. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
