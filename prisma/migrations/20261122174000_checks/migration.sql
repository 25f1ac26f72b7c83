-- CreateTable
CREATE TABLE "rpc_provider" (
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "head_number" BIGINT,
    "heard_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rpc_provider_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "provider_disagreement" (
    "block_number" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "providers" TEXT NOT NULL,
    "block_hash" BYTEA,
    "detail" TEXT NOT NULL,
    "occurrences" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_disagreement_pkey" PRIMARY KEY ("block_number","kind","providers")
);

-- CreateTable
CREATE TABLE "indexer_check" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "verified_number" BIGINT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "audit_block" BIGINT,
    "audit_at" TIMESTAMPTZ(3),
    "audit_compared" INTEGER,
    "audit_differences" INTEGER,
    "audit_detail" TEXT,

    CONSTRAINT "indexer_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "provider_disagreement_last_seen_at_idx" ON "provider_disagreement"("last_seen_at" DESC);
