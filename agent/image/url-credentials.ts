/** A percent sign that begins no escape stands for itself, as curl has it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL without its credentials, and these as they are meant; empty where there are none. */
export function splitCredentials(location: string): {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
} {
  const url = new URL(location);
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  return { url, user, password };
}
