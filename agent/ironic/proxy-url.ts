import { splitCredentials } from '../image/url-credentials.ts';

/**
 * The URL of a proxy as conductors may name one: with http or https, or HOST:PORT alone, which means http. Empty
 * stays empty; null for what is no proxy.
 */
export function proxyUrl(text: string): string | null {
  if (text === '') return text;
  const location = text.includes('://') ? text : `http://${text.replace(/^\/\//, '')}`;
  if (!/^https?:\/\/[^/]/i.test(location) || !URL.canParse(location)) return null;
  const { url, user, password } = splitCredentials(location);
  // Escaped once more: the client fails on a percent sign that begins no escape.
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  // IPA's client heeds none, and ours fails on one.
  for (const part of ['pathname', 'search', 'hash'] as const) url[part] = '';
  return url.href;
}
