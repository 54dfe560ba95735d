/** The word this page's style elements must carry to be let in by its content policy; for the widget kit. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
}
