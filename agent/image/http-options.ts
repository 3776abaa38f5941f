import type { HttpClientOptions } from './http-client.ts';

export const DEFAULT_RETRIES = 5;
export const DEFAULT_BACK_OFF_MS = 500;

export interface HttpOptions extends HttpClientOptions {
  /** How often a dropped connection is taken up again without having brought a byte. Default 5. */
  readonly retries?: number;
  /** First pause before taking up again, doubled each time, in milliseconds. Default 500. */
  readonly backOffMs?: number;
}
