// A plain Chromium has no `app:` scheme: the page is shown at an address that is a secure context like it.
const shownAt = 'https://station.app.localhost'

export const toPage = (address: string): string => address.replace(/^app:\/\/station(?=[/?#]|$)/, shownAt)

export const toDesk = (address: string): string =>
  address.startsWith(`${shownAt}/`) || address === shownAt
    ? `app://station${address.slice(shownAt.length)}`
    : address
