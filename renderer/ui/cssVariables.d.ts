import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties carry numbers and lengths into a stylesheet. */
    [variable: `--${string}`]: string | number | undefined
  }
}
