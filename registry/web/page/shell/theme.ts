import { effect, signal } from '@preact/signals';

export const SCHEMES = ['system', 'light', 'dark'] as const;
/** `system`: as the browser prefers. */
export type Scheme = (typeof SCHEMES)[number];

const KEY = 'colour-scheme';

function remembered(): Scheme {
  try {
    const known = localStorage.getItem(KEY);
    return SCHEMES.find((scheme) => scheme === known) ?? 'system';
  } catch {
    // Browsers may keep pages from storing anything.
    return 'system';
  }
}

/** The colours that the reader chose. */
export const scheme = signal<Scheme>(remembered());

/** Shows what is chosen, and remembers it. */
export function applyScheme(): void {
  effect(() => {
    document.documentElement.dataset.scheme = scheme.value;
    try {
      localStorage.setItem(KEY, scheme.value);
    } catch {
      // It holds until the page is left.
    }
  });
}
