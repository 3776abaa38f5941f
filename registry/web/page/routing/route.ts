/** A view of the page. */
export type Route =
  | { readonly view: 'nodes'; readonly query: URLSearchParams }
  | { readonly view: 'node'; readonly uuid: string }
  | { readonly view: 'volumes'; readonly query: URLSearchParams }
  | { readonly view: 'volume'; readonly id: string }
  | { readonly view: 'alarms'; readonly query: URLSearchParams }
  | { readonly view: 'unknown' };

/** The view that a path and query of the page stand for. */
export function parseRoute(pathname: string, search: string): Route {
  const query = new URLSearchParams(search);
  const [first = '', second, ...more] = pathname.split('/').filter((part) => part !== '');
  if (more.length > 0) return { view: 'unknown' };
  if (second === undefined) {
    if (first === '' || first === 'nodes') return { view: 'nodes', query };
    if (first === 'volumes' || first === 'alarms') return { view: first, query };
    return { view: 'unknown' };
  }
  if (!/^[0-9a-f-]{36}$/i.test(second)) return { view: 'unknown' };
  if (first === 'nodes') return { view: 'node', uuid: second.toLowerCase() };
  if (first === 'volumes') return { view: 'volume', id: second.toLowerCase() };
  return { view: 'unknown' };
}

/** Links of the page. */
export const links = {
  nodes: (query: Readonly<Record<string, string>> = {}) => withQuery('/', query),
  node: (uuid: string) => `/nodes/${uuid}`,
  volumes: (query: Readonly<Record<string, string>> = {}) => withQuery('/volumes', query),
  volume: (id: string) => `/volumes/${id}`,
  alarms: (query: Readonly<Record<string, string>> = {}) => withQuery('/alarms', query),
} as const;

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return text ? `${path}?${text}` : path;
}
