import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';

const SLAB_BYTES = 1024 * 1024;

/** Contents of slots that were read before their places were overwritten. Memory grows as it is needed. */
export class SavedSlots {
  readonly #slotBytes: number;
  readonly #free: Uint8Array[] = [];
  readonly #saved = new Map<number, Uint8Array>();
  /** By window: the slots that nothing behind it needs. */
  readonly #ends = new Map<number, number[]>();

  constructor(slotBytes: number) {
    this.#slotBytes = slotBytes;
  }

  get(slot: number): Uint8Array | null {
    return this.#saved.get(slot) ?? null;
  }

  put(slot: number, bytes: Uint8Array, lastUse: number): void {
    const memory = this.#free.pop() ?? this.#grow();
    memory.set(bytes);
    this.#saved.set(slot, memory);
    const ending = this.#ends.get(lastUse);
    if (ending) ending.push(slot);
    else this.#ends.set(lastUse, [slot]);
  }

  /** A window is done. */
  drop(window: number): void {
    for (const slot of this.#ends.get(window) ?? []) {
      const memory = this.#saved.get(slot);
      this.#saved.delete(slot);
      if (memory) this.#free.push(memory);
    }
    this.#ends.delete(window);
  }

  #grow(): Uint8Array {
    const slab = allocateAligned(Math.max(SLAB_BYTES, this.#slotBytes));
    for (let at = 0; at + this.#slotBytes <= slab.byteLength; at += this.#slotBytes)
      this.#free.push(slab.subarray(at, at + this.#slotBytes));
    return this.#free.pop() ?? new Uint8Array(this.#slotBytes);
  }
}
