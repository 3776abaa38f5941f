import { BmvError } from '../../proto/error.ts';

/** How callers of the API are known. */
export type AuthSetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly file: string }
  | { readonly kind: 'keystone'; readonly url: string };

/** `none`, `basic:FILE` or `keystone:URL`. Throws `USAGE`. */
export function parseAuthSetting(text: string): AuthSetting {
  if (text === 'none') return { kind: 'none' };
  const [, kind, rest = ''] = /^(basic|keystone):(.+)$/.exec(text) ?? [];
  if (kind === 'basic') return { kind, file: rest };
  const url = kind === 'keystone' ? URL.parse(rest) : null;
  if (kind === 'keystone' && url && /^https?:$/.test(url.protocol) && !url.username && !url.password)
    return { kind, url: rest };
  throw new BmvError(
    'USAGE',
    'callers are known by none, basic:FILE or keystone:URL (such as keystone:https://keystone:5000/v3, without credentials)',
  );
}
