import { useCallback } from 'react'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import type { DeskSettings } from '../../point/deskSettings'
import { useDeskSettings } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'

/** This device's settings, and the way to change them; a change holds once it is on the disk. */
export function useSettings(): {
  readonly settings: DeskSettings
  change(change: Partial<DeskSettings>, said?: string): Promise<void>
} {
  const desk = useDesk()
  const { t } = useWords()
  const settings = useDeskSettings()
  const change = useCallback(
    async (next: Partial<DeskSettings>, said?: string) => {
      const refusal = await desk.changeSettings(next)
      if (refusal !== null) {
        playSound('stop')
        notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${refusal}`) })
      } else if (said !== undefined) notify({ tone: 'ok', title: said })
    },
    [desk, t],
  )
  return { settings, change }
}
