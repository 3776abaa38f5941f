import type { ProblemJson } from '../../../api/schemas/common.ts';

/** Why something could not be read. */
export class Problem extends Error {
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
  /** Stable, in capitals; empty where the registry gave none. */
  readonly code: string;
  /** When to try again at the earliest, milliseconds; null where it was not said. */
  readonly retryAfterMs: number | null;

  constructor(status: number, code: string, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** It will be no other the next time, unless somebody does something. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

function isProblemJson(value: unknown): value is ProblemJson {
  return typeof value === 'object' && value !== null && 'detail' in value && 'code' in value;
}

function detailOf(text: string): Pick<ProblemJson, 'code' | 'detail'> | null {
  try {
    const body: unknown = JSON.parse(text);
    return isProblemJson(body) ? body : null;
  } catch {
    return null;
  }
}

/** What an answer that is no success says. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status, headers } = response;
  const said = detailOf(await response.text().catch(() => ''));
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return new Problem(
    status,
    said?.code ?? '',
    said?.detail ?? `the registry answered with HTTP status ${status}`,
    Number.isFinite(seconds) ? seconds * 1000 : null,
  );
}

/** Something that went wrong on the way. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, '', 'the registry does not answer');
}
