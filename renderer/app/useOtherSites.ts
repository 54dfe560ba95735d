import { useCallback, useEffect, useRef } from 'react'
import type { SiteId } from '../../shared/kernel/ids'
import type { DeskSite } from '../commands/workplace'
import { useWorkplace } from '../commands/workplaceContext'
import { useWords } from '../i18n/index'
import type { CodeScan } from '../input/codeScan'
import { isHalfTyped } from '../input/halfTyped'
import { useKeys } from '../input/useKeys'
import { useScan } from '../input/useScan'
import { changeSite, dismissNotice, notify, offerSite, showScan, useSession } from '../session/useSession'
import { playSound } from '../sound/playSound'
import { otherSitesOf } from './otherSite'

export interface SiteChoice {
  readonly id: string
  readonly title: string
  readonly note?: string
}

/** The sites of this desk by name; nothing to choose from where there is one. */
export function useSiteChoices(): {
  readonly choices: readonly SiteChoice[]
  readonly at: SiteId
  goTo(siteId: string): void
  nameOf(siteId: SiteId): string
} {
  const { workplace, view } = useWorkplace()
  const { t } = useWords()
  const asked = useRef('')
  const leave = useCallback(
    (siteId: string) => {
      dismissNotice(asked.current)
      void workplace.goTo(siteId as SiteId)
      changeSite()
    },
    [workplace],
  )
  // Another site's screens begin anew: what is half typed is said before it is lost, and not lost by accident.
  const goTo = useCallback(
    (siteId: string) => {
      if (!isHalfTyped()) return leave(siteId)
      dismissNotice(asked.current)
      playSound('attention')
      asked.current = notify({
        tone: 'attention',
        title: t('frame.site.halfTyped'),
        detail: t('frame.site.halfTypedDetail'),
        offer: { words: t('frame.site.goAllTheSame'), keys: 'F9', take: () => leave(siteId) },
      })
      return undefined
    },
    [leave, t],
  )
  const own = workplace.own.point.siteId
  const titleOf = ({ siteId, name }: DeskSite) =>
    (siteId === own ? workplace.own.point.settings.siteName : '') ||
    name ||
    t('frame.site.unnamed', { id: siteId.slice(-6) })
  return {
    at: view.at,
    choices: view.sites.map((site) => ({
      id: site.siteId,
      title: titleOf(site),
      ...(site.followed ? {} : { note: t('frame.site.left') }),
    })),
    goTo,
    nameOf: (siteId) => {
      const site = view.sites.find((one) => one.siteId === siteId)
      return site ? titleOf(site) : ''
    },
  }
}

/**
 * A desk of several sites says which of them a code belongs to that means nothing here, and goes there on one key.
 * Our own labels are of one site and go no further; goods may be sold here too, so the screen is asked as well.
 */
export function useOtherSites(): void {
  const { workplace, view } = useWorkplace()
  const { choices, goTo, nameOf } = useSiteChoices()
  const { t } = useWords()
  const offered = useSession((s) => s.offeredSite)
  // What is offered on the screen goes before what was offered and is not any more.
  const offer = useSession((s) => s.notices.findLast((one) => one.offer?.keys === 'F9')?.offer)
  const several = view.sites.length > 1

  const sayWhose = (scan: CodeScan) => {
    offerSite(null)
    const others = view.sites.flatMap(({ siteId }) => workplace.deskAt(siteId)?.point ?? [])
    const here = workplace.desk.point
    const found = otherSitesOf(
      scan.code,
      here,
      others.filter((point) => point !== here),
    )
    const [there, ...more] = found
    if (!there) return 'pass'
    const site = found.map(({ siteId }) => nameOf(siteId)).join(' · ')
    const isLabel = scan.code.kind === 'bag' || scan.code.kind === 'pickup'
    if (isLabel) {
      playSound('unknown')
      showScan({
        text: scan.text,
        did: t('frame.site.labelOf', { site }),
        tone: 'attention',
        undoable: false,
      })
    }
    if (more.length === 0) offerSite(there.siteId)
    notify({
      tone: 'attention',
      title: t(isLabel ? 'frame.site.labelOf' : 'frame.site.goodsOf', { site }),
      detail: t('frame.site.nothingDone', { here: nameOf(here.siteId) }),
      ...(more.length === 0
        ? { offer: { words: t('frame.site.goThere'), keys: 'F9', take: () => goTo(there.siteId) } }
        : {}),
    })
    return isLabel ? undefined : 'pass'
  }
  useScan(sayWhose, { level: 'dialog', open: several })
  useKeys(
    'app',
    {
      goToSite: () =>
        offer
          ? offer.take()
          : offered === null
            ? document.querySelector<HTMLElement>('[data-choice="sites"]')?.click()
            : goTo(offered),
    },
    { open: several },
  )
  useNews(choices)
}

/** A point that came or was taken away while the desk is open is said: nobody looks at a list for it. */
function useNews(choices: readonly SiteChoice[]): void {
  const { t } = useWords()
  const before = useRef(choices)
  useEffect(() => {
    const known = before.current
    before.current = choices
    for (const { id, title, note } of choices) {
      const was = known.find((one) => one.id === id)
      if (note === undefined && (!was || was.note !== undefined))
        notify({ tone: 'info', title: t('frame.site.came', { site: title }) })
      if (note !== undefined && was && was.note === undefined) {
        playSound('attention')
        notify({
          tone: 'attention',
          title: t('frame.site.went', { site: title }),
          detail: t('frame.site.wentStays'),
        })
      }
    }
  })
}
