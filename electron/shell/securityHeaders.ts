/** Stands in index.html where the nonce of this one response goes. */
export const noncePlaceholder = '%STYLE_NONCE%'

/**
 * What the page may load and run. Scripts: our files and compiled WebAssembly, nothing inline, no eval.
 * Styles: our files, and the style elements of the widget kit that carry this response's nonce.
 * @param connect origins beside our own that the page may talk to (the centre, once a desk is enrolled)
 */
export function contentPolicy(nonce: string, connect: readonly string[] = []): string {
  const rules: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'"],
    'style-src-elem': ["'self'", `'nonce-${nonce}'`],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/** Headers of every answer either host gives. `name` is the file, as resolveAsset gave it. */
export function securityHeaders(
  name: string,
  nonce: string,
  connect: readonly string[] = [],
): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce, connect),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(self), serial=(self), hid=(self), microphone=(), geolocation=(), usb=(), payment=()',
    // Files under assets/ carry a hash of their content in their name; the rest is asked for anew every time.
    'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  }
}
