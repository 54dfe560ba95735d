import type { ReactNode } from 'react'
import { StatePanel } from '../../ui/index'
import type { Remark } from './counterState'
import { remarkWords } from './remarkWords'
import { useSpeech } from './useCounter'

/** What the last scan came to, as large as it matters. */
export function RemarkPanel(props: { remark: Remark; size: 'stage' | 'band'; children?: ReactNode }) {
  const { tone, title, detail } = remarkWords(props.remark, useSpeech())
  return (
    <StatePanel
      tone={tone}
      size={props.size}
      title={title}
      {...(detail === '' ? {} : { detail })}
      {...(props.children === undefined ? {} : { children: props.children })}
    />
  )
}
