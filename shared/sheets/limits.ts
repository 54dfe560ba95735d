/** What one file may be. A round has 1,000 orders; ten times the largest export seen still fits. */
export const fileLimits = {
  fileBytes: 60 * 1024 * 1024,
  /** Inflated size of the parts that are read. */
  inflatedBytes: 200 * 1024 * 1024,
  /** Inflated to packed, judged for parts over 1 MB. */
  inflationRatio: 200,
  ratioFromBytes: 1024 * 1024,
  rows: 200_000,
  columns: 512,
  readingMs: 30_000,
} as const
