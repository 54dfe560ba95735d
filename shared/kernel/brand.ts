declare const brand: unique symbol

/** A value that only its checked constructor may make. The tag is the type's own name. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
