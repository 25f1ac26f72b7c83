-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "block" (
    "number" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "parent_hash" BYTEA,
    "mined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "block_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "indexer_tip" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "chain_id" BIGINT NOT NULL,
    "deployment_hash" BYTEA NOT NULL,
    "start_block" BIGINT NOT NULL,
    "block_number" BIGINT NOT NULL,
    "block_hash" BYTEA NOT NULL,
    "block_mined_at" TIMESTAMPTZ(3) NOT NULL,
    "head_number" BIGINT NOT NULL,
    "safe_number" BIGINT NOT NULL,
    "finalized_number" BIGINT NOT NULL,
    "reorg_count" INTEGER NOT NULL DEFAULT 0,
    "last_reorg_depth" INTEGER,
    "last_reorg_at" TIMESTAMPTZ(3),
    "halt_code" TEXT,
    "halt_message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "indexer_tip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "block_number" BIGINT NOT NULL,
    "log_index" INTEGER NOT NULL,
    "block_hash" BYTEA NOT NULL,
    "mined_at" TIMESTAMPTZ(3) NOT NULL,
    "tx_hash" BYTEA NOT NULL,
    "contract" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "operator" BYTEA,
    "account" BYTEA,
    "node" BYTEA,
    "amount_wei" DECIMAL(78,0),
    "topics" BYTEA[],
    "data" BYTEA NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("block_number","log_index")
);

-- CreateTable
CREATE TABLE "operator" (
    "address" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "node_count" INTEGER NOT NULL DEFAULT 0,
    "is_local_economy" BOOLEAN NOT NULL DEFAULT false,
    "pool_assets_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "pool_shares" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "thawing_assets_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "thawing_shares" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "stream_remaining_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "stream_updated_at" TIMESTAMPTZ(3),
    "stream_ends_at" TIMESTAMPTZ(3),
    "commission_bps" INTEGER NOT NULL DEFAULT 0,
    "pending_commission_bps" INTEGER,
    "pending_commission_at" TIMESTAMPTZ(3),
    "self_shares" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "delegator_count" INTEGER NOT NULL DEFAULT 0,
    "earned_total_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "paid_total_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "node" (
    "address" BYTEA NOT NULL,
    "operator" BYTEA NOT NULL,
    "capabilities" INTEGER NOT NULL,
    "country" CHAR(2) NOT NULL,
    "spec_hash" BYTEA NOT NULL,
    "registered_block" BIGINT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "node_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "stake_position" (
    "operator" BYTEA NOT NULL,
    "staker" BYTEA NOT NULL,
    "shares" DECIMAL(78,0) NOT NULL,
    "staked_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "taken_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stake_position_pkey" PRIMARY KEY ("operator","staker")
);

-- CreateTable
CREATE TABLE "unstake_request" (
    "id" DECIMAL(78,0) NOT NULL,
    "operator" BYTEA NOT NULL,
    "staker" BYTEA NOT NULL,
    "thawing_shares" DECIMAL(78,0) NOT NULL,
    "assets_wei" DECIMAL(78,0) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "unlocks_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "settled_wei" DECIMAL(78,0),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "unstake_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_balance" (
    "account" BYTEA NOT NULL,
    "balance_wei" DECIMAL(78,0) NOT NULL,

    CONSTRAINT "token_balance_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "epoch" (
    "number" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "root" BYTEA NOT NULL,
    "cumulative_total_wei" DECIMAL(78,0) NOT NULL,
    "data_hash" BYTEA NOT NULL,
    "posted_block" BIGINT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_tx" BYTEA NOT NULL,
    "claimable_at" TIMESTAMPTZ(3) NOT NULL,
    "vetoed_at" TIMESTAMPTZ(3),
    "file_state" TEXT NOT NULL DEFAULT 'pending',
    "file_reason" TEXT,
    "file_detail" TEXT,

    CONSTRAINT "epoch_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "epoch_file" (
    "data_hash" BYTEA NOT NULL,
    "epoch" BIGINT NOT NULL,
    "content" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "epoch_file_pkey" PRIMARY KEY ("data_hash")
);

-- CreateTable
CREATE TABLE "operator_reward" (
    "epoch" BIGINT NOT NULL,
    "operator" BYTEA NOT NULL,
    "amount_wei" DECIMAL(78,0) NOT NULL,
    "cumulative_wei" DECIMAL(78,0) NOT NULL,

    CONSTRAINT "operator_reward_pkey" PRIMARY KEY ("epoch","operator")
);

-- CreateTable
CREATE TABLE "node_reward" (
    "epoch" BIGINT NOT NULL,
    "node" BYTEA NOT NULL,
    "operator" BYTEA NOT NULL,
    "amount_wei" DECIMAL(78,0) NOT NULL,
    "inputs" JSONB NOT NULL,

    CONSTRAINT "node_reward_pkey" PRIMARY KEY ("epoch","node")
);

-- CreateTable
CREATE TABLE "operator_hour" (
    "operator" BYTEA NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "earned_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "paid_wei" DECIMAL(78,0) NOT NULL DEFAULT 0,

    CONSTRAINT "operator_hour_pkey" PRIMARY KEY ("operator","hour")
);

-- CreateTable
CREATE TABLE "operator_rank" (
    "window" TEXT NOT NULL,
    "operator" BYTEA NOT NULL,
    "rank" INTEGER NOT NULL,
    "previous_rank" INTEGER,
    "earned_wei" DECIMAL(78,0) NOT NULL,
    "paid_wei" DECIMAL(78,0) NOT NULL,

    CONSTRAINT "operator_rank_pkey" PRIMARY KEY ("window","operator")
);

-- CreateIndex
CREATE UNIQUE INDEX "block_hash_key" ON "block"("hash");

-- CreateIndex
CREATE INDEX "event_operator_block_number_log_index_idx" ON "event"("operator", "block_number" DESC, "log_index" DESC);

-- CreateIndex
CREATE INDEX "event_account_block_number_log_index_idx" ON "event"("account", "block_number" DESC, "log_index" DESC);

-- CreateIndex
CREATE INDEX "event_name_block_number_log_index_idx" ON "event"("name", "block_number" DESC, "log_index" DESC);

-- CreateIndex
CREATE INDEX "operator_pool_assets_wei_address_idx" ON "operator"("pool_assets_wei" DESC, "address");

-- CreateIndex
CREATE INDEX "operator_earned_total_wei_address_idx" ON "operator"("earned_total_wei" DESC, "address");

-- CreateIndex
CREATE INDEX "node_operator_idx" ON "node"("operator");

-- CreateIndex
CREATE INDEX "node_country_idx" ON "node"("country");

-- CreateIndex
CREATE INDEX "stake_position_staker_idx" ON "stake_position"("staker");

-- CreateIndex
CREATE INDEX "unstake_request_staker_requested_at_idx" ON "unstake_request"("staker", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "unstake_request_operator_requested_at_idx" ON "unstake_request"("operator", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "operator_reward_operator_epoch_idx" ON "operator_reward"("operator", "epoch" DESC);

-- CreateIndex
CREATE INDEX "node_reward_operator_epoch_idx" ON "node_reward"("operator", "epoch" DESC);

-- CreateIndex
CREATE INDEX "operator_hour_hour_idx" ON "operator_hour"("hour");

-- CreateIndex
CREATE INDEX "operator_rank_window_rank_idx" ON "operator_rank"("window", "rank");

-- CreateIndex
CREATE INDEX "operator_rank_window_earned_wei_operator_idx" ON "operator_rank"("window", "earned_wei" DESC, "operator");

