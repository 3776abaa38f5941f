import { computed, signal } from '@preact/signals';
import { parseRoute } from './route.ts';

const current = signal(`${location.pathname}${location.search}`);

/** The view that the address stands for. */
export const route = computed(() => {
  const { pathname, search } = new URL(current.value, location.origin);
  return parseRoute(pathname, search);
});

/** Goes to an address of the page. `replace`: it takes the place of this one in the history. */
export function go(address: string, { replace = false } = {}): void {
  if (address === current.peek()) return;
  if (replace) history.replaceState(null, '', address);
  else {
    history.pushState(null, '', address);
    scrollTo(0, 0);
  }
  current.value = address;
}

/** Follows links of the page without loading it again; all others, and those for another tab, are the browser's. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    current.value = `${location.pathname}${location.search}`;
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    if (link.hash !== '' || link.pathname.startsWith('/v1/')) return;
    event.preventDefault();
    go(`${link.pathname}${link.search}`);
  });
}
