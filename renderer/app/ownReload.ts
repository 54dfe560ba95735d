// The only place that loads the page anew. A browser asks before it leaves a page with something unsent; when the desk
// itself begins anew nobody meant to leave, everything is on the disk, and a "no" would leave it half way.

let onPurpose = false

/** Whether the desk is on its way to its own next page. */
export function isOwnReload(): boolean {
  return onPurpose
}

export function reloadPage(): void {
  onPurpose = true
  window.location.reload()
}

export function replacePage(address: URL): void {
  onPurpose = true
  window.location.replace(address)
}
