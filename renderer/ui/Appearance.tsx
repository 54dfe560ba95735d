import '@mantine/core/styles.layer.css'
import './tokens.css'
import { MantineProvider } from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'
import { theme, tokensForKit } from './theme'

export const looks = ['light', 'dark', 'contrast'] as const
export type Look = (typeof looks)[number]

/** Everything drawn lives inside one of these. The look comes from the settings of this desk. */
export function Appearance({ look, children }: { look: Look; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset['contrast'] = look === 'contrast' ? 'more' : 'normal'
  }, [look])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensForKit}
      forceColorScheme={look === 'dark' ? 'dark' : 'light'}
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  )
}

/** The content policy allows a style element only with the nonce the host put into the page. */
function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"], meta[name="csp-nonce"]')
  return meta?.nonce || meta?.content || ''
}
