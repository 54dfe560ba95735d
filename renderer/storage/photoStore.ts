/** Which photo, and in whose feed the entry stands that names it. */
export interface PhotoKey {
  readonly siteId: string
  /** Hex, of its bytes. */
  readonly sha256: string
}

/** Pictures on this desk's disk, apart from the entries that name them. */
export interface PhotoStore {
  /**
   * One taken here: on the disk when this resolves, and waiting until the centre has it.
   * @returns 'there' where it was already @throws DiskFull, and then nothing of it is there
   */
  keepOwn(key: PhotoKey, photo: Blob, nowMs: number): Promise<'kept' | 'there'>
  /** One that came from the centre. */
  keepFetched(key: PhotoKey, photo: Blob, nowMs: number): Promise<void>
  read(key: PhotoKey): Promise<Blob | undefined>
  forget(key: PhotoKey): Promise<void>
  /** One whose bytes are no picture any more: it can be fetched again, but for one that the centre has not got. */
  forgetSent(key: PhotoKey): Promise<void>
  /** Those of them whose bytes are not here. */
  lacking<K extends PhotoKey>(keys: readonly K[]): Promise<readonly K[]>
  /** What the centre has not got yet, the longest waiting first. */
  waiting(): Promise<readonly PhotoKey[]>
  /** The centre said that it has it. */
  sent(key: PhotoKey): Promise<void>
  /** The centre may have lost what it had. */
  waitAgain(nowMs: number): Promise<void>
  /** Lets go of what the centre has: whatever was kept before `beforeMs`, and of the rest the oldest above `most`. */
  letGo(how: { readonly beforeMs: number; readonly most: number }): Promise<void>
}
