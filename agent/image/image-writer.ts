/** Where the bytes of an image go. Offsets and lengths are bytes of the disk, and multiples of `alignment`. */
export interface ImageWriter {
  readonly alignment: number;
  /** `bytes` must not change before the promise settles. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** For bytes that the disk was seen to have there already, in this deployment. */
  keep(offset: number, bytes: Uint8Array): Promise<void>;
  /** Makes the range read as zeros. */
  zero(offset: number, length: number): Promise<void>;
  /** Whether `zero` would transfer the zeros of a range of `length` bytes, instead of leaving them to the device. */
  transfersZeros(length: number): boolean;
  /** True where the disk was seen to read as zeros there, which stays so; false where it does not, or was not looked at. */
  keepZeros(offset: number, length: number): Promise<boolean>;
}
