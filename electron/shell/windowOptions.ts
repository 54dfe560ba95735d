import type { BrowserWindowConstructorOptions } from 'electron'

/** @param devTools only for a build that is not the packed product */
export function windowOptions(preload: string, devTools: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 768,
    // 1366 × 768 at 125 % display scale.
    minWidth: 1093,
    minHeight: 614,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    title: 'Tuandian',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
      // A scan is answered at once also while the window is behind another one.
      backgroundThrottling: false,
    },
  }
}

/** Switches that open the running app to another program. On Windows Chromium takes them with a slash, too. */
const openers = /^(--?|\/)(inspect|remote-debugging|js-flags|load-extension|disable-web-security|no-sandbox)/i

/** The arguments the packed product refuses to run with. */
export function refusedArguments(argv: readonly string[]): string[] {
  return argv.slice(1).filter((argument) => openers.test(argument))
}
