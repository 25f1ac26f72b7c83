-- CreateTable
CREATE TABLE "device_sale" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "pause_count" INTEGER NOT NULL DEFAULT 0,
    "held_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "proceeds_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "withdrawn_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,

    CONSTRAINT "device_sale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_batch" (
    "id" INTEGER NOT NULL,
    "unit_price_wei" DECIMAL(78,0) NOT NULL,
    "supply" BIGINT NOT NULL,
    "cap_per_wallet" BIGINT NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_tx" BYTEA NOT NULL,
    "ordered_count" INTEGER NOT NULL DEFAULT 0,
    "shipped_count" INTEGER NOT NULL DEFAULT 0,
    "activated_count" INTEGER NOT NULL DEFAULT 0,
    "refunded_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "device_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_order" (
    "id" BIGINT NOT NULL,
    "buyer" BYTEA NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "first_token_id" BIGINT NOT NULL,
    "unit_price_wei" DECIMAL(78,0) NOT NULL,
    "block_number" BIGINT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,

    CONSTRAINT "device_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "token_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "owner" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "shipped_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "refunded_at" TIMESTAMPTZ(3),
    "key_commitment" BYTEA,
    "device_key" BYTEA,
    "node" BYTEA,

    CONSTRAINT "device_pkey" PRIMARY KEY ("token_id")
);

-- CreateTable
CREATE TABLE "device_event" (
    "token_id" BIGINT NOT NULL,
    "block_number" BIGINT NOT NULL,
    "log_index" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "mined_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,
    "order_id" BIGINT,
    "from_account" BYTEA,
    "to_account" BYTEA,
    "amount_wei" DECIMAL(78,0),
    "key_commitment" BYTEA,
    "device_key" BYTEA,
    "node" BYTEA,
    "previous_node" BYTEA,

    CONSTRAINT "device_event_pkey" PRIMARY KEY ("token_id","block_number","log_index")
);

-- CreateIndex
CREATE INDEX "device_order_buyer_id_idx" ON "device_order"("buyer", "id" DESC);

-- CreateIndex
CREATE INDEX "device_owner_token_id_idx" ON "device"("owner", "token_id" DESC);

-- CreateIndex
CREATE INDEX "device_owner_status_token_id_idx" ON "device"("owner", "status", "token_id" DESC);

-- CreateIndex
CREATE INDEX "device_order_id_token_id_idx" ON "device"("order_id", "token_id");

-- CreateIndex
CREATE INDEX "device_node_idx" ON "device"("node");

-- CreateIndex
CREATE INDEX "device_event_block_number_idx" ON "device_event"("block_number");

-- Checks: a projection that goes wrong must fail its transaction, not show a wrong figure.
ALTER TABLE "device_sale"
  ADD CONSTRAINT "device_sale_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "device_sale_pause" CHECK ("pause_count" IN (0, 1)),
  ADD CONSTRAINT "device_sale_not_negative" CHECK ("held_wei" >= 0 AND "proceeds_wei" >= 0 AND "withdrawn_wei" >= 0);
ALTER TABLE "device_batch"
  ADD CONSTRAINT "device_batch_not_negative" CHECK (
    "ordered_count" >= 0 AND "shipped_count" >= 0 AND "activated_count" >= 0 AND "refunded_count" >= 0
  );
ALTER TABLE "device"
  ADD CONSTRAINT "device_status" CHECK ("status" IN ('ordered', 'shipped', 'activated', 'refunded')),
  ADD CONSTRAINT "device_activated_has_node" CHECK (("status" = 'activated') = ("node" IS NOT NULL)),
  ADD CONSTRAINT "device_shipped_has_key" CHECK (("status" IN ('shipped', 'activated')) = ("key_commitment" IS NOT NULL));
ALTER TABLE "device_event"
  ADD CONSTRAINT "device_event_kind" CHECK ("kind" IN
    ('ordered', 'shipped', 'key-corrected', 'activated', 'reactivated', 'transferred', 'refunded'));

-- The one row that the sums of DeviceSale's events are kept in.
INSERT INTO "device_sale" ("id") VALUES (1);

-- What waits to be shipped, oldest first.
CREATE INDEX "device_waiting" ON "device" ("token_id") WHERE "status" = 'ordered';
-- Terms of batches are told again from their few events.
CREATE INDEX "event_batch_history" ON "event" ("block_number", "log_index") WHERE "name" = 'BatchSet';

ALTER TABLE "device" SET (fillfactor = 80);
ALTER TABLE "device_batch" SET (fillfactor = 50);
ALTER TABLE "device_sale" SET (fillfactor = 20);
