/**
 * A URL as errors, logs and the journal may show it: without user, password, query and fragment. HAZARD: whoever has
 * a signed URL has what it leads to.
 */
export function shownUrl(location: string): string {
  if (URL.canParse(location) && new URL(location).hostname !== '') {
    const { protocol, host, pathname, search } = new URL(location);
    return `${protocol}//${host}${pathname}${search === '' ? '' : '?...'}`;
  }
  const [path = ''] = location.split(/[?#]/);
  return path.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1...@');
}
