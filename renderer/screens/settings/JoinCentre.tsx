import { useEffect, useRef, useState } from 'react'
import { centreOriginOf, isInTheClear } from '../../../shared/contract/centreAddress'
import { useWords } from '../../i18n/index'
import { useScan } from '../../input/useScan'
import type { DeskCentre, JoinRefusal } from '../../queries/useCentre'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel, StatePanel } from '../../ui/index'
import { TextSetting } from './fields'
import styles from './Settings.module.css'

/** Address and code of a centre; the code may be scanned. */
export function JoinCentre({ centre }: { centre: DeskCentre }) {
  const { t } = useWords()
  const [address, setAddress] = useState(centre.pending?.origin ?? centre.joined?.address ?? '')
  const [code, setCode] = useState(centre.pending?.code ?? '')
  const [joining, setJoining] = useState(false)
  const [refusal, setRefusal] = useState<JoinRefusal | null>(null)
  useScan(({ text }) => {
    setCode(text.trim())
    playSound('ok')
  })
  const join = async (typed = code) => {
    if (joining) return
    setJoining(true)
    setRefusal(null)
    const outcome = await centre.join(address, typed)
    if (outcome === 'reloading') return
    setJoining(false)
    if (outcome === 'joined') notify({ tone: 'ok', title: t('sync.joined') })
    else {
      playSound('stop')
      setRefusal(outcome)
    }
  }
  const goesOn = useRef(centre.pending !== null)
  useEffect(() => {
    if (!goesOn.current) return
    goesOn.current = false
    void join()
  })
  return (
    <Panel title={t('sync.title')}>
      <p className={styles['note']}>{t('sync.note')}</p>
      {centre.byItself && <ByItself {...centre.byItself} />}
      <div className={styles['fields']}>
        <TextSetting
          label={t('sync.address')}
          hint={t('sync.addressHint')}
          value={address}
          maxLength={200}
          onKeep={setAddress}
        />
        <TextSetting
          label={t('sync.code')}
          hint={t('sync.codeHint')}
          value={code}
          onKeep={setCode}
          onEnter={(typed) => void join(typed)}
        />
      </div>
      {isInTheClear(centreOriginOf(address) ?? '') && (
        <StatePanel size="band" tone="attention" title={t('sync.inTheClear')} />
      )}
      {refusal && <StatePanel size="band" tone="attention" title={t(`sync.refusal.${refusal}`)} />}
      <div className={styles['add']}>
        <ActButton weight="main" busy={joining} onAct={() => void join()}>
          {t(joining ? 'sync.joining' : 'sync.join')}
        </ActButton>
      </div>
    </Panel>
  )
}

function ByItself({ origin, refusal }: NonNullable<DeskCentre['byItself']>) {
  const { t } = useWords()
  if (refusal === null)
    return <StatePanel size="band" tone="info" title={t('sync.byItself', { centre: origin })} />
  return (
    <StatePanel
      size="band"
      tone="attention"
      title={t('sync.byItselfRefused', { centre: origin })}
      detail={t(`sync.refusal.${refusal}`)}
    />
  )
}
