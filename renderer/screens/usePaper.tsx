import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Printed, usePrintPage } from '../commands/printContext'
import { type PaperSize, PrintOut } from '../ui/index'

const paperMm: Record<PaperSize, { width: number; height: number }> = {
  'label-60x40': { width: 60, height: 40 },
  'label-76x130': { width: 76, height: 130 },
  a4: { width: 210, height: 297 },
  'a4-landscape': { width: 297, height: 210 },
}

/** A barcode that is not drawn by then is printed as it is: paper that waits for ever helps nobody. */
const longestWaitMs = 4000

/** Sheets for the printer: put `out` somewhere in the screen, then `print` what is to come out. */
export function usePaper(): {
  readonly out: ReactNode
  print(size: PaperSize, sheets: ReactNode): Promise<Printed>
} {
  const printPage = usePrintPage()
  const [sheets, setSheets] = useState<ReactNode>(null)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const print = useCallback(
    async (size: PaperSize, next: ReactNode): Promise<Printed> => {
      flushSync(() => setSheets(next))
      try {
        await barcodesDrawn()
        return await printPage({ paperMm: paperMm[size] })
      } finally {
        if (mounted.current) setSheets(null)
      }
    },
    [printPage],
  )
  return { out: sheets === null ? null : <PrintOut>{sheets}</PrintOut>, print }
}

async function barcodesDrawn(): Promise<void> {
  const deadlineMs = performance.now() + longestWaitMs
  while (document.querySelector('[data-barcode="waiting"]') && performance.now() < deadlineMs)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const images = [...document.querySelectorAll<HTMLImageElement>('[data-barcode="drawn"] img')]
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)))
}
