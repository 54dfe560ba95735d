import { useEffect, useState } from 'react'
import { countText } from '../i18n/format'
import { useWords } from '../i18n/index'
import type { LogDamage } from '../storage/openedStores'
import { lookWhatIsThere, readableLines, type StillThere } from '../storage/setAside'
import { ActButton, StatePanel } from '../ui/index'
import { desktop } from './desktop'
import { goOnWithWhatIsThere } from './goOnWithWhatIsThere'
import { reloadPage } from './ownReload'
import styles from './StartUp.module.css'

type Doing = 'looking' | 'nothing' | 'saving' | 'asking' | 'going-on'

/** Damaged records: what of them can be read, and the ways on. Nothing here changes or removes what is damaged. */
export function DamagedDesk({ because }: { because: LogDamage }) {
  const { t } = useWords()
  const [there, setThere] = useState<StillThere>({ entries: 0, people: 0 })
  const [isNameless, setNameless] = useState(false)
  const [doing, setDoing] = useState<Doing>('looking')
  const [said, setSaid] = useState('')
  useEffect(() => {
    void lookWhatIsThere(setThere)
      .then(setThere, () => setNameless(true))
      .finally(() => setDoing((now) => (now === 'looking' ? 'nothing' : now)))
  }, [])
  const save = async () => {
    setDoing('saving')
    setSaid(t(`startUp.damaged.${await saveReadable()}`))
    setDoing('nothing')
  }
  const goOn = async () => {
    setDoing('going-on')
    const outcome = await goOnWithWhatIsThere(isNameless, setThere)
    if (outcome === 'begun') reloadPage()
    else {
      setSaid(t(`startUp.damaged.${outcome}`))
      setDoing('nothing')
    }
  }
  const counts = { entries: countText(there.entries), people: countText(there.people) }
  const busy = doing === 'looking' || doing === 'saving' || doing === 'going-on'
  return (
    <div className={styles['page']} role="alert" data-damaged={doing}>
      <StatePanel tone="stop" title={t('startUp.corrupt.title')} detail={t('startUp.corrupt.detail')} />
      <p className={styles['what']}>{whatIsDamaged(because, t)}</p>
      <p className={styles['what']} role="status">
        {t(doing === 'looking' ? 'startUp.damaged.looking' : 'startUp.damaged.there', counts)}
      </p>
      {doing === 'asking' ? (
        <>
          <p className={styles['what']}>
            {t(isNameless ? 'startUp.damaged.goOnWithNothingMeans' : 'startUp.damaged.goOnMeans')}
          </p>
          <div className={styles['acts']}>
            <ActButton weight="main" onAct={() => void goOn()}>
              {t('startUp.damaged.goOnSurely')}
            </ActButton>
            <ActButton onAct={() => setDoing('nothing')}>{t('words.act.back')}</ActButton>
          </div>
        </>
      ) : (
        <div className={styles['acts']}>
          <ActButton weight="main" onAct={reloadPage}>
            {t('startUp.damaged.retry')}
          </ActButton>
          <ActButton busy={busy} onAct={() => void save()}>
            {t('startUp.damaged.save')}
          </ActButton>
          <ActButton busy={busy} onAct={() => setDoing('asking')}>
            {t('startUp.damaged.goOn')}
          </ActButton>
        </div>
      )}
      <p className={styles['what']} role="status">
        {said}
      </p>
    </div>
  )
}

function whatIsDamaged(damage: LogDamage, t: ReturnType<typeof useWords>['t']): string {
  switch (damage.what) {
    case 'shorter':
      return t('startUp.damaged.shorter', {
        expected: countText(damage.expectedSeq),
        found: countText(damage.foundSeq),
      })
    case 'broken-chain':
      return t('startUp.damaged.brokenChain', { seq: countText(damage.atSeq) })
    case 'unreadable':
      return t('startUp.damaged.unreadable', { error: damage.error.message })
  }
}

/** One file; it holds no names and no phones. */
async function saveReadable(): Promise<'saved' | 'cancelled' | 'failed'> {
  try {
    const lines: string[] = []
    for await (const line of readableLines()) lines.push(line)
    const bytes = new Uint8Array(await new Blob(lines).arrayBuffer())
    return await desktop().saveFile('tuandian-entries.jsonl', bytes)
  } catch {
    return 'failed'
  }
}
