import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge } from '../shared/contract/desktopBridge'

// Mirrors the bridge line for line: the page can call these and has no way to name another channel.
// Types only from ours: this file is built into one CommonJS file that a sandboxed preload can load.
contextBridge.exposeInMainWorld('desktop', {
  host: () => ipcRenderer.invoke('desk:host'),
  printPage: (request) => ipcRenderer.invoke('desk:printPage', request),
  saveFile: (name, bytes) => ipcRenderer.invoke('desk:saveFile', name, bytes),
  sealKey: (key) => ipcRenderer.invoke('desk:sealKey', key),
  unsealKey: (sealed) => ipcRenderer.invoke('desk:unsealKey', sealed),
  reportUnsaved: (work) => ipcRenderer.invoke('desk:reportUnsaved', work),
} satisfies DesktopBridge)
