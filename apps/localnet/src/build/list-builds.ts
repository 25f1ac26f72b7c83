/** Something made from sources, and what it is made from. Paths are relative to the root of the checkout. */
export type Build = {
  name: 'contracts' | 'database-client' | 'web'
  title: string
  workspace: string
  script: string
  inputs: readonly string[]
  /** Kept inside the output, so that it goes when the output goes. */
  stamp: string
}

// The lockfile stands for every dependency: compilers, OpenZeppelin, Next, React.
const everywhere = ['package-lock.json', 'tsconfig.base.json']

export const builds: Record<Build['name'], Build> = {
  contracts: {
    name: 'contracts',
    title: 'contracts build',
    workspace: '@network3/contracts',
    script: 'build',
    inputs: ['contracts/src', 'contracts/foundry.toml', 'contracts/bin', 'package-lock.json'],
    stamp: 'contracts/out/.network3-inputs',
  },
  'database-client': {
    name: 'database-client',
    title: 'database client',
    workspace: '@network3/db',
    script: 'generate',
    inputs: ['prisma/schema.prisma', 'prisma/models', 'prisma.config.ts', 'package-lock.json'],
    stamp: 'packages/db/src/generated/.network3-inputs',
  },
  web: {
    name: 'web',
    title: 'web build',
    workspace: '@network3/web',
    script: 'build',
    inputs: [
      ...everywhere,
      'apps/web',
      'packages/api',
      'packages/chain',
      'packages/clsc',
      'packages/core',
      'packages/db',
      'packages/models',
      'packages/protocol',
      'packages/sdk',
      'packages/service',
      'packages/ui',
      'prisma/schema.prisma',
      'prisma/models',
    ],
    stamp: 'apps/web/.next/network3-inputs',
  },
}
