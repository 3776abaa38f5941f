import type { Store } from '../store/store.ts';

/** Whether Ironic answered when it was asked last; null before that. */
export interface IronicState {
  readonly isWorking: boolean | null;
}

/** Longest that a store may take to say that it is there, milliseconds. */
const ANSWER_MS = 5000;

/** What the process can do just now. */
export class Health {
  readonly #store: Store;
  readonly #ironic: IronicState | null;

  /** `ironic`: null where there is none. */
  constructor(store: Store, ironic: IronicState | null) {
    this.#store = store;
    this.#ironic = ironic;
  }

  /** Null where the registry was given none, or has not asked it yet. */
  get ironic(): boolean | null {
    return this.#ironic?.isWorking ?? null;
  }

  /** Whether the store answers, soon. Never rejects. */
  async store(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ANSWER_MS);
    });
    const answered = this.#store
      .read(async ({ db }) => await db.selectFrom('chain').select('seq').where('id', '=', 1).execute())
      .then(
        () => true,
        () => false,
      );
    const isThere = await Promise.race([answered, late]);
    clearTimeout(timer);
    return isThere;
  }
}
