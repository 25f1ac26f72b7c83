-- CreateTable
CREATE TABLE "pairing" (
    "id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "node" BYTEA NOT NULL,
    "capabilities" INTEGER NOT NULL,
    "country" TEXT NOT NULL,
    "spec_hash" BYTEA NOT NULL,
    "nonce" DECIMAL(78,0) NOT NULL,
    "deadline" BIGINT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "operator" BYTEA,
    "operator_signature" BYTEA,
    "tx_hash" BYTEA,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "pairing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pairing_code_hash_key" ON "pairing"("code_hash");

-- CreateIndex
CREATE INDEX "pairing_node_idx" ON "pairing"("node");

-- CreateIndex
CREATE INDEX "pairing_expires_at_idx" ON "pairing"("expires_at");
