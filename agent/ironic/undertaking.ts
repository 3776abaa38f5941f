import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { Layout } from '../layout/types.ts';
import { DiskSession } from '../volumes/session.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { Objections } from './objections.ts';

/** What one entry of a step's argument asks for, of one disk. */
export interface Undertaking<Result> {
  /** Null for none: nothing is to be done then. */
  readonly device: string | null;
  /** Ids or names on that disk that no other entry may be about. Throws when there is none such. */
  readonly about: (layout: Layout) => readonly string[];
  /** The disk afterwards; the same layout when nothing is to be done. Writes nothing, and throws what speaks against it. */
  readonly foresee: (layout: Layout) => Layout | Promise<Layout>;
  readonly carryOut: () => Promise<Result>;
}

/** The disks of an argument's entries as those before have left them. */
class Outlook {
  readonly #context: Context;
  readonly #layouts = new Map<string, Layout>();
  readonly #taken = new Set<string>();
  readonly #changed = new Set<string>();

  constructor(context: Context) {
    this.#context = context;
  }

  get changed(): Iterable<string> {
    return this.#changed;
  }

  async add({ device, about, foresee }: Undertaking<unknown>): Promise<void> {
    if (device === null) return;
    const before = this.#layouts.get(device) ?? (await settledLayout(this.#context, device));
    this.#layouts.set(device, before);
    for (const what of about(before)) this.#take(what, device);
    const after = await foresee(before);
    this.#layouts.set(device, after);
    if (after !== before) this.#changed.add(device);
  }

  #take(what: string, device: string): void {
    const key = JSON.stringify([device, what]);
    if (this.#taken.has(key))
      throw new BmvError(
        'STEP_ARGUMENT',
        `argument volumes: two entries are about ${JSON.stringify(what)} on ${device}; leave one out`,
        { device, volume: what },
      );
    this.#taken.add(key);
  }
}

/** Throws what keeps a disk from being written to, such as a mount. */
async function expectWritable(device: string, context: Context): Promise<void> {
  const session = await DiskSession.open(context, device);
  await session.close();
}

/**
 * Carries out every entry of an argument, in their order, once nothing speaks against any. Each is planned on the disk
 * as the entries before it will leave it; until all of them are planned nothing is written but the ends of interrupted
 * operations. A single entry does so by itself.
 *
 * Throws what speaks against one, or one error for all of them; `STEP_ARGUMENT` for two that are about the same.
 */
export async function carryOutAll<Result>(
  entries: readonly (() => Promise<Undertaking<Result>>)[],
  context: Context,
): Promise<Result[]> {
  const objections = new Objections(context);
  const outlook = new Outlook(context);
  const found: Undertaking<Result>[] = [];
  for (const entry of entries) {
    await objections.collect(async () => {
      const undertaking = await entry();
      found.push(undertaking);
      if (entries.length > 1) await outlook.add(undertaking);
    });
  }
  for (const device of outlook.changed)
    await objections.collect(async () => await expectWritable(device, context));
  objections.throwAny();
  const results: Result[] = [];
  for (const { carryOut } of found) results.push(await carryOut());
  return results;
}
