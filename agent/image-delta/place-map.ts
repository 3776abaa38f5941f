import type { ImageIndex } from '../image-index/image-index.ts';
import { CrcLookup } from './crc-lookup.ts';
import type { Destinations } from './destinations.ts';
import type { Slots } from './slots.ts';

/** Where on a disk the sub-blocks of an image may be found, by their CRC-32 alone. */
export class PlaceMap {
  readonly #index: ImageIndex;
  readonly #slots: Slots;
  readonly #destinations: Destinations;
  readonly #lookup: CrcLookup;
  readonly #zeroCrc: number;
  /** By sub-block: its slot and 1; 0 where it was not found. */
  readonly places: Uint32Array;
  /** The slot that was looked at last, and what was found there. */
  #lastSlot = -2;
  #lastFound = -1;
  #left = 0;

  constructor(index: ImageIndex, slots: Slots, destinations: Destinations, zeroCrc: number) {
    this.#index = index;
    this.#slots = slots;
    this.#destinations = destinations;
    this.#lookup = new CrcLookup(index.parts.crcs);
    this.#zeroCrc = zeroCrc;
    this.places = new Uint32Array(index.subBlockCount);
    for (let sub = 0; sub < index.subBlockCount; sub += 1) if (!index.looksZero(sub)) this.#left += 1;
  }

  /** Sub-blocks that are no zeros and have no place yet. */
  get left(): number {
    return this.#left;
  }

  /** Whether the image has data with this CRC. */
  knows(crc: number): boolean {
    return crc !== this.#zeroCrc && this.#lookup.first(crc) >= 0;
  }

  /**
   * Tells what a slot holds; slots come in order. A sub-block is best taken from the place that it goes to, then from
   * behind the place of the one before it: reads are long then, and runs are no accidents of a CRC.
   */
  found(slot: number, crc: number): void {
    const sub = crc === this.#zeroCrc ? this.#zerosAt(slot) : this.#choose(slot, crc);
    this.#lastSlot = slot;
    this.#lastFound = sub;
  }

  /** Sub-blocks of equal CRC may be taken from the same place. To be called once, behind the last slot. */
  finish(): void {
    this.#lookup.eachGroup((subs) => {
      if (this.#index.looksZero(subs[0] ?? 0)) return;
      const found = subs.find((sub) => (this.places[sub] ?? 0) > 0);
      if (found === undefined) return;
      const place = this.places[found] ?? 0;
      for (const sub of subs) if (this.places[sub] === 0) this.#put(sub, place - 1);
    });
  }

  /** CRC-32 of the sub-block that goes to a slot; null where none does, or zeros do. */
  crcGoingTo(slot: number): number | null {
    const sub = this.#subBlockGoingTo(slot);
    return sub >= 0 && !this.#index.looksZero(sub) ? this.#index.crc(sub) : null;
  }

  /** Takes each of the first slots for what goes there, unseen. HAZARD: whoever reads it must look. */
  assumeInPlace(slotCount: number): void {
    for (let slot = 0; slot < slotCount; slot += 1) {
      const sub = this.#subBlockGoingTo(slot);
      if (sub >= 0) this.#put(sub, slot);
    }
  }

  /** Zeros are worth a place only where they stay, so that what is around them need not be written for their sake. */
  #zerosAt(slot: number): number {
    const here = this.#subBlockGoingTo(slot);
    if (here >= 0 && this.#index.looksZero(here)) this.places[here] = slot + 1;
    return -1;
  }

  /** Gives the memory back that finding takes; nothing is found any more. */
  forget(): void {
    this.#lookup.drop();
  }

  #choose(slot: number, crc: number): number {
    const here = this.#subBlockGoingTo(slot);
    if (here >= 0 && this.#index.crc(here) === crc) return this.#put(here, slot);
    const next = slot === this.#lastSlot + 1 && this.#lastFound >= 0 ? this.#lastFound + 1 : -1;
    if (next >= 0 && next < this.places.length && this.#index.crc(next) === crc) {
      const place = this.places[next] ?? 0;
      if (place === 0 || this.#subBlockGoingTo(place - 1) !== next) this.#put(next, slot);
      return next;
    }
    const first = this.#lookup.first(crc);
    if (first >= 0 && this.places[first] === 0) this.#put(first, slot);
    return first;
  }

  #put(sub: number, slot: number): number {
    if (this.places[sub] === 0) this.#left -= 1;
    this.places[sub] = slot + 1;
    return sub;
  }

  /** The sub-block that will be written to a slot; -1 for none, or for parts of some. */
  #subBlockGoingTo(slot: number): number {
    const at = this.#destinations.imageAt(this.#slots.offsetOf(slot));
    if (at === null || at < 0 || at % this.#index.subBlockBytes !== 0) return -1;
    const sub = at / this.#index.subBlockBytes;
    return sub < this.places.length ? sub : -1;
  }
}
