import { defineConfig } from 'prisma/config'

// `prisma generate` needs no database; `prisma migrate deploy`, where its engine can be had, reads DATABASE_URL.
export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL === undefined ? {} : { datasource: { url: process.env.DATABASE_URL } }),
})
