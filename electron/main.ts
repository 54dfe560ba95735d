import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, Menu, session } from 'electron'
import { answerCalls } from './answer'
import { reserveScheme, serveStation } from './appProtocol'
import { guardEveryPage, guardPermissions } from './guards'
import { printPage, saveFile } from './paperOut'
import { deskFolder } from './shell/deskFolder'
import { startQuery } from './shell/startArguments'
import { refusedArguments } from './shell/windowOptions'
import { seal, unseal } from './vault'
import { type DeskWindow, openWindow } from './window'

const here = import.meta.dirname

const folder = deskFolder(process.argv, process.env, process.platform)
if (folder !== undefined) {
  // Electron takes no folder that is not there. It holds names and phones: nobody else on this machine reads it.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
}

if (app.isPackaged && refusedArguments(process.argv).length > 0) app.exit(2)
// Two instances would be two writers of one database.
else if (!app.requestSingleInstanceLock()) app.quit()
else start()

function start(): void {
  let desk: DeskWindow | undefined
  app.enableSandbox()
  reserveScheme()
  guardEveryPage()
  app.on('second-instance', () => desk?.show())
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(() => {
      Menu.setApplicationMenu(null)
      guardPermissions(session.defaultSession)
      serveStation(join(here, '../renderer'))
      answerCalls({
        host: () => ({ kind: 'electron', version: app.getVersion() }),
        printPage,
        saveFile,
        sealKey: (_page, key) => seal(key),
        unsealKey: (_page, sealed) => unseal(sealed),
        reportUnsaved: (_page, work) => {
          desk?.noteUnsaved(work)
          return 'noted'
        },
      })
      desk = openWindow({
        preload: join(here, '../preload/index.cjs'),
        devTools: !app.isPackaged,
        query: startQuery(process.argv),
      })
    })
    .catch((error) => {
      console.error('could not start', error)
      app.exit(1)
    })
}
