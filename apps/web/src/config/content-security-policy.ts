type Options = { nonce: string; publicRpcUrl: string | undefined; isDevelopment: boolean }

/**
 * The Content-Security-Policy of a page. Scripts run by nonce alone. Styles may be inline, for the wallet dialog
 * writes its theme as a style element and React writes style attributes. The browser may speak to this server and
 * to the chain's public RPC, nothing else.
 */
export function contentSecurityPolicy({ nonce, publicRpcUrl, isDevelopment }: Options): string {
  const rpcOrigin = publicRpcUrl === undefined ? '' : ` ${new URL(publicRpcUrl).origin}`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${rpcOrigin}${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
