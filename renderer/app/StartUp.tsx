import { useEffect, useState } from 'react'
import { useWords } from '../i18n/index'
import type { OpeningProgress } from '../point/sitePictures'
import { ProgressLine, StatePanel } from '../ui/index'
import { type Started, start, withStores } from './compose'
import { DamagedDesk } from './DamagedDesk'
import styles from './StartUp.module.css'

let starting: Promise<Started> | undefined
let progressNow: (progress: OpeningProgress) => void = () => {}

/** Opens the desk once per window, however often React mounts. */
export function useStarted(): { readonly started: Started | null; readonly progress: OpeningProgress } {
  const [started, setStarted] = useState<Started | null>(null)
  const [progress, setProgress] = useState<OpeningProgress>({
    step: 'snapshot',
    folded: 0,
    total: 0,
  })
  useEffect(() => {
    let gone = false
    progressNow = (now) => !gone && setProgress(now)
    starting ??= start((now) => progressNow(now))
    const show = async (next: Started) => {
      if (gone) return
      setStarted(next)
      if (next.status === 'elsewhere') {
        const opened = await next.whenFree()
        await show(await withStores(opened, (now) => progressNow(now)))
      }
    }
    void starting.then(show)
    return () => {
      gone = true
    }
  }, [])
  return { started, progress }
}

/** What stands here instead of a desk, and what to do about it. */
export function NotADesk({ started, progress }: { started: Started | null; progress: OpeningProgress }) {
  const { t } = useWords()
  if (started === null)
    return (
      <div className={styles['page']}>
        <StatePanel tone="info" title={t('startUp.opening')} detail={t(`startUp.step.${progress.step}`)} />
        {progress.total > 0 && (
          <ProgressLine label={t('startUp.step.entries')} done={progress.folded} total={progress.total} />
        )}
      </div>
    )
  if (started.status === 'ready') return null
  if (started.status === 'corrupt') return <DamagedDesk because={started.because} />
  const tone = started.status === 'elsewhere' ? 'attention' : 'stop'
  const because = 'because' in started && started.because instanceof Error ? started.because.message : ''
  return (
    <div className={styles['page']} role="alert">
      <StatePanel
        tone={tone}
        title={t(`startUp.${started.status}.title`)}
        detail={t(`startUp.${started.status}.detail`)}
      />
      {because !== '' && <p className={styles['because']}>{because}</p>}
    </div>
  )
}
