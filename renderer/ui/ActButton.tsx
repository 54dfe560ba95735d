import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './ActButton.module.css'
import { Icon, type IconName } from './Icon'
import { KeyHint } from './KeyHint'

export interface ActButtonProps {
  readonly children: ReactNode
  readonly onAct: () => void
  /** main: the one next act of a screen · plain: any other · quiet: in rows · stop: cannot be taken back. */
  readonly weight?: 'main' | 'plain' | 'quiet' | 'stop'
  readonly size?: 'small' | 'normal' | 'large'
  readonly icon?: IconName
  /** Shown as a key cap; the binding itself lives with the other keys. */
  readonly keys?: string
  /** Why it cannot be done now: the button stays readable and says so. */
  readonly unless?: string | undefined
  readonly busy?: boolean
  readonly wide?: boolean
}

const variants = { main: 'filled', plain: 'default', quiet: 'subtle', stop: 'filled' } as const
const sizes = { small: 'xs', normal: 'md', large: 'xl' } as const

export function ActButton(props: ActButtonProps) {
  const { weight = 'plain', size = 'normal', icon, keys, unless, busy = false, wide = false } = props
  return (
    <Button
      className={styles['act'] ?? ''}
      variant={variants[weight]}
      size={sizes[size]}
      fullWidth={wide}
      loading={busy}
      onClick={() => unless === undefined && props.onAct()}
      data-weight={weight}
      {...(icon ? { leftSection: <Icon name={icon} size={size === 'small' ? 16 : 20} /> } : {})}
      {...(keys ? { rightSection: <KeyHint keys={keys} />, 'aria-keyshortcuts': keys } : {})}
      {...(unless === undefined ? {} : { 'aria-disabled': true, title: unless, 'data-unless': true })}
    >
      {props.children}
    </Button>
  )
}
