import { app, type Session, shell, type WebContents } from 'electron'
import { mayNavigate, mayOpenOutside, mayUse } from './shell/navigationPolicy'

/** Holds for every page there will ever be, also one we did not mean to make. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, page) => guardPage(page))
}

function guardPage(page: WebContents): void {
  page.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  page.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  page.on('will-redirect', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  page.on('will-attach-webview', (event) => event.preventDefault())
  page.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url))
      shell.openExternal(url).catch((error) => console.error('could not open outside', error))
    return { action: 'deny' }
  })
}

/** Denied unless named, when asked and when merely checked. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((page, permission, answer, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes : undefined
    answer(mayUse({ permission, origin: details.requestingUrl || page.getURL(), media }))
  })
  session.setPermissionCheckHandler((_page, permission, requestingOrigin, details) =>
    mayUse({
      permission,
      origin: requestingOrigin,
      media: details.mediaType ? [details.mediaType] : undefined,
    }),
  )
  session.setDevicePermissionHandler(({ deviceType, origin }) => mayUse({ permission: deviceType, origin }))
}
