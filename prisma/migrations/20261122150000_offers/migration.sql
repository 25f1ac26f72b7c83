-- CreateTable
CREATE TABLE "offer" (
    "id" BYTEA NOT NULL,
    "operator" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "spec_hash" BYTEA NOT NULL,
    "price_per_unit_wei" DECIMAL(78,0) NOT NULL,
    "slots" BIGINT NOT NULL,
    "min_units" DECIMAL(20,0) NOT NULL,
    "max_units" DECIMAL(20,0) NOT NULL,
    "max_duration_seconds" BIGINT NOT NULL,
    "valid_until" TIMESTAMPTZ(0) NOT NULL,
    "nonce" DECIMAL(78,0) NOT NULL,
    "signature" BYTEA NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "offer_kind_price_per_unit_wei_id_idx" ON "offer"("kind", "price_per_unit_wei", "id");

-- CreateIndex
CREATE INDEX "offer_operator_published_at_idx" ON "offer"("operator", "published_at" DESC);
