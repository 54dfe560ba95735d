/**
 * The English twin of a Chinese wording file: every key, nothing but text, and a singular
 * (`…_one`) beside every plural (`…_other`), which Chinese does not need.
 */
export type Wording<Zh> = {
  readonly [K in keyof Zh]: Zh[K] extends string ? string : Wording<Zh[K]>
} & {
  readonly [K in keyof Zh as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string
}
