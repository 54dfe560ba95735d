import '@mantine/core/styles.layer.css'
import './tokens.css'
import { MantineProvider } from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'
import { theme, tokensForKit } from './theme'

export const looks = ['light', 'dark', 'contrast'] as const
export type Look = (typeof looks)[number]

/** Everything drawn lives inside one of these. The look comes from the settings of this desk. */
export function Appearance(props: {
  look: Look
  /** The content policy lets a style element in only with the word that the host put into the page. */
  nonce?: () => string
  children: ReactNode
}) {
  const { look, nonce, children } = props
  useLayoutEffect(() => {
    document.documentElement.dataset['contrast'] = look === 'contrast' ? 'more' : 'normal'
  }, [look])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensForKit}
      forceColorScheme={look === 'dark' ? 'dark' : 'light'}
      {...(nonce ? { getStyleNonce: nonce } : {})}
    >
      {children}
    </MantineProvider>
  )
}
