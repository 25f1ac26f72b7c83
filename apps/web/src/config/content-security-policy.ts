type Options = {
  nonce: string
  publicRpcUrl: string | undefined
  /** Nodes of the key-generation centre: keys are issued to the page itself, never to the site. */
  kgcUrls: readonly string[]
  isDevelopment: boolean
}

/**
 * The Content-Security-Policy of a page. Scripts run by nonce alone. Styles may be inline, for the wallet dialog
 * writes its theme as a style element and React writes style attributes. The browser may speak to this server, to
 * the chain's public RPC and to the key-generation centre, nothing else.
 */
export function contentSecurityPolicy({ nonce, publicRpcUrl, kgcUrls, isDevelopment }: Options): string {
  const urls = publicRpcUrl === undefined ? kgcUrls : [publicRpcUrl, ...kgcUrls]
  const origins = [...new Set(urls.map((url) => ` ${new URL(url).origin}`))].join('')
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${origins}${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
