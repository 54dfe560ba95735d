import { writeFile } from 'node:fs/promises'
import { BrowserWindow, dialog, type WebContents } from 'electron'
import type { DesktopBridge, PrintRequest } from '../shared/contract/desktopBridge'

type Printed = Awaited<ReturnType<DesktopBridge['printPage']>>
type Saved = Awaited<ReturnType<DesktopBridge['saveFile']>>

const micrometres = 1000

/** Prints the page that is on screen through its own print rules. */
export async function printPage(
  page: WebContents,
  { paperMm, copies, deviceName }: PrintRequest,
): Promise<Printed> {
  const printers = await page.getPrintersAsync()
  if (printers.length === 0) return 'no-printer'
  if (deviceName !== undefined && !printers.some(({ name }) => name === deviceName)) return 'no-printer'
  const options = {
    silent: deviceName !== undefined,
    printBackground: true,
    ...(deviceName === undefined ? {} : { deviceName }),
    ...(copies === undefined ? {} : { copies }),
    ...(paperMm === undefined
      ? {}
      : {
          margins: { marginType: 'none' as const },
          pageSize: { width: paperMm.width * micrometres, height: paperMm.height * micrometres },
        }),
  }
  return new Promise((resolve) => {
    page.print(options, (success, reason) => {
      if (success) resolve('printed')
      else resolve(/cancel/i.test(reason) ? 'cancelled' : 'failed')
    })
  })
}

/** Asks where, then writes: the page never names a place on the disk. */
export async function saveFile(page: WebContents, name: string, bytes: Uint8Array): Promise<Saved> {
  const window = BrowserWindow.fromWebContents(page)
  if (!window) return 'failed'
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name })
  if (canceled || !filePath) return 'cancelled'
  try {
    await writeFile(filePath, bytes)
    return 'saved'
  } catch (error) {
    console.error('could not save', error)
    return 'failed'
  }
}
