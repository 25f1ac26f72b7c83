-- CreateTable
CREATE TABLE "lease" (
    "id" DECIMAL(78,0) NOT NULL,
    "offer_id" BYTEA NOT NULL,
    "operator" BYTEA NOT NULL,
    "renter" BYTEA NOT NULL,
    "voucher_signer" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "spec_hash" BYTEA NOT NULL,
    "slots" BIGINT NOT NULL,
    "units" DECIMAL(20,0) NOT NULL,
    "min_units" DECIMAL(20,0) NOT NULL,
    "price_per_unit_wei" DECIMAL(78,0) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_tx" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "thaw_ends_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_tx" BYTEA,
    "close_reason" TEXT,
    "redeemed_units" DECIMAL(20,0) NOT NULL,
    "paid_wei" DECIMAL(78,0) NOT NULL,
    "fee_wei" DECIMAL(78,0) NOT NULL,
    "refunded_wei" DECIMAL(78,0) NOT NULL,
    "escrow_wei" DECIMAL(78,0) NOT NULL,
    "held_units" DECIMAL(20,0) NOT NULL,
    "claim_status" TEXT,
    "lodged_units" DECIMAL(20,0) NOT NULL,
    "contest_ends_at" TIMESTAMPTZ(3),
    "ruling_ends_at" TIMESTAMPTZ(3),
    "claim_outcome" TEXT,
    "settled_units" DECIMAL(20,0),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lease_event" (
    "block_number" BIGINT NOT NULL,
    "log_index" INTEGER NOT NULL,
    "lease_id" DECIMAL(78,0) NOT NULL,
    "offer_id" BYTEA NOT NULL,
    "mined_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "units" DECIMAL(20,0),
    "amount_wei" DECIMAL(78,0),
    "slots_taken" BIGINT,
    "consumed_units" DECIMAL(20,0),

    CONSTRAINT "lease_event_pkey" PRIMARY KEY ("block_number","log_index")
);

-- CreateTable
CREATE TABLE "offer_state" (
    "offer_id" BYTEA NOT NULL,
    "operator" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "spec_hash" BYTEA NOT NULL,
    "slots_taken" BIGINT NOT NULL,
    "consumed_units" DECIMAL(20,0) NOT NULL,

    CONSTRAINT "offer_state_pkey" PRIMARY KEY ("offer_id")
);

-- CreateTable
CREATE TABLE "offer_cancellation" (
    "operator" BYTEA NOT NULL,
    "nonce" DECIMAL(78,0) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_cancellation_pkey" PRIMARY KEY ("operator","nonce")
);

-- CreateTable
CREATE TABLE "offer_floor" (
    "operator" BYTEA NOT NULL,
    "nonce" DECIMAL(78,0) NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_floor_pkey" PRIMARY KEY ("operator")
);

-- CreateTable
CREATE TABLE "key_generation" (
    "number" BIGINT NOT NULL,
    "master_public_key" BYTEA NOT NULL,
    "threshold" INTEGER NOT NULL,
    "members" BYTEA[],
    "status" TEXT NOT NULL,
    "stop_reason" TEXT,
    "proof_hash" BYTEA,
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "announced_tx" BYTEA NOT NULL,

    CONSTRAINT "key_generation_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "key_revocation" (
    "generation" BIGINT NOT NULL,
    "name_hash" BYTEA NOT NULL,
    "user_point" BYTEA NOT NULL,
    "epoch" DECIMAL(20,0) NOT NULL,
    "revoked_by" BYTEA NOT NULL,
    "block_number" BIGINT NOT NULL,
    "log_index" INTEGER NOT NULL,
    "revoked_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,

    CONSTRAINT "key_revocation_pkey" PRIMARY KEY ("generation","name_hash","user_point")
);

-- CreateTable
CREATE TABLE "directory_root" (
    "generation" BIGINT NOT NULL,
    "epoch" DECIMAL(20,0) NOT NULL,
    "root" BYTEA NOT NULL,
    "bundles" DECIMAL(20,0) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,

    CONSTRAINT "directory_root_pkey" PRIMARY KEY ("generation","epoch")
);

-- CreateIndex
CREATE INDEX "lease_renter_id_idx" ON "lease"("renter", "id" DESC);

-- CreateIndex
CREATE INDEX "lease_operator_id_idx" ON "lease"("operator", "id" DESC);

-- CreateIndex
CREATE INDEX "lease_offer_id_idx" ON "lease"("offer_id");

-- CreateIndex
CREATE INDEX "lease_event_lease_id_block_number_log_index_idx" ON "lease_event"("lease_id", "block_number" DESC, "log_index" DESC);

-- CreateIndex
CREATE INDEX "offer_state_operator_idx" ON "offer_state"("operator");

-- CreateIndex
CREATE INDEX "key_revocation_name_hash_idx" ON "key_revocation"("name_hash");

-- CreateIndex
CREATE INDEX "key_revocation_generation_block_number_log_index_idx" ON "key_revocation"("generation", "block_number" DESC, "log_index" DESC);

-- Checks: a projection that goes wrong must fail its transaction, not show a wrong figure.
ALTER TABLE "lease"
  ADD CONSTRAINT "lease_kind" CHECK ("kind" IN ('compute', 'bandwidth', 'egress', 'dataset')),
  ADD CONSTRAINT "lease_status" CHECK ("status" IN ('open', 'closing', 'closed')),
  ADD CONSTRAINT "lease_closed_has_all" CHECK (
    ("status" = 'closed') = ("closed_at" IS NOT NULL)
    AND ("closed_at" IS NULL) = ("close_reason" IS NULL) AND ("closed_at" IS NULL) = ("closed_tx" IS NULL)
  ),
  ADD CONSTRAINT "lease_close_reason" CHECK (
    "close_reason" IN ('renter-closed', 'operator-closed', 'expired', 'exhausted')
  ),
  ADD CONSTRAINT "lease_usage_within_units" CHECK (
    "redeemed_units" >= 0 AND "redeemed_units" <= "units" AND "held_units" >= 0 AND "min_units" <= "units"
  ),
  ADD CONSTRAINT "lease_money_in_is_money_out" CHECK (
    "paid_wei" >= 0 AND "fee_wei" >= 0 AND "refunded_wei" >= 0 AND "escrow_wei" >= 0
    AND "units" * "price_per_unit_wei" = "paid_wei" + "fee_wei" + "refunded_wei" + "escrow_wei"
  ),
  ADD CONSTRAINT "lease_claim_has_both" CHECK (("claim_status" IS NULL) = ("contest_ends_at" IS NULL)),
  ADD CONSTRAINT "lease_claim_status" CHECK ("claim_status" IN ('lodged', 'contested')),
  ADD CONSTRAINT "lease_claim_outcome" CHECK (
    "claim_outcome" IN ('uncontested', 'ruled', 'ruling-missed', 'overtaken')
  );
ALTER TABLE "offer_state"
  ADD CONSTRAINT "offer_state_not_negative" CHECK ("slots_taken" >= 0 AND "consumed_units" >= 0);
ALTER TABLE "key_generation"
  ADD CONSTRAINT "key_generation_status" CHECK ("status" IN ('active', 'superseded', 'stopped')),
  ADD CONSTRAINT "key_generation_ended" CHECK (("status" = 'active') = ("ended_at" IS NULL)),
  ADD CONSTRAINT "key_generation_stopped" CHECK (("status" = 'stopped') = ("stop_reason" IS NOT NULL)),
  ADD CONSTRAINT "key_generation_stop_reason" CHECK ("stop_reason" IN ('fraud-proven', 'guardian'));

-- The newest event that carries an offer's consumption is its state. Redeemed vouchers, the many, carry none.
CREATE INDEX "lease_event_offer_history" ON "lease_event" ("offer_id", "block_number" DESC, "log_index" DESC)
  WHERE "consumed_units" IS NOT NULL;
-- Leases that still run are few beside those that have ended.
CREATE INDEX "lease_active" ON "lease" ("id" DESC) WHERE "status" <> 'closed';
CREATE INDEX "lease_active_by_operator" ON "lease" ("operator", "id" DESC) WHERE "status" <> 'closed';
CREATE INDEX "lease_active_by_renter" ON "lease" ("renter", "id" DESC) WHERE "status" <> 'closed';
-- Undoing a reorg tells cancellations and generations again from what remains of their short histories.
CREATE INDEX "event_cancellation_history" ON "event" ("account", "block_number", "log_index")
  WHERE "name" IN ('OfferCancelled', 'OffersCancelledBelow');
CREATE INDEX "event_generation_history" ON "event" ("block_number", "log_index")
  WHERE "name" IN ('GenerationAnnounced', 'GenerationStopped');

-- Rows updated in place need room on their page, or every update also writes every index.
ALTER TABLE "lease" SET (fillfactor = 70);
ALTER TABLE "offer_state" SET (fillfactor = 70);
