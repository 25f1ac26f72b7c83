import type { NextConfig } from 'next'

// Wallet SDKs that the connectors we name never use, but whose imports their packages carry. Without these
// aliases they add about 400 kB to the wallet layer, and @base-org/account breaks the build (its optional
// @x402/* imports are not installed).
const EMPTY = './src/chain-empty-module.ts'
const unusedWalletSdks = [
  '@base-org/account',
  '@coinbase/wallet-sdk',
  '@gemini-wallet/core',
  '@metamask/sdk',
  '@safe-global/safe-apps-provider',
  '@safe-global/safe-apps-sdk',
  '@walletconnect/ethereum-provider',
  'porto',
  'porto/internal',
  'pino-pretty',
]

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
]

const config: NextConfig = {
  // Two servers of one checkout may keep their builds apart.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // `npm run typecheck` checks every workspace with the same compiler; the build does not do it twice.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: [
    '@network3/api',
    '@network3/chain',
    '@network3/clsc',
    '@network3/core',
    '@network3/db',
    '@network3/models',
    '@network3/protocol',
    '@network3/sdk',
    '@network3/service',
    '@network3/ui',
  ],
  turbopack: {
    resolveAlias: Object.fromEntries(unusedWalletSdks.map((name) => [name, EMPTY])),
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
