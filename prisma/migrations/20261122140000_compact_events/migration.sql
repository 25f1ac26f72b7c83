-- Events take a third of the room (docs/adr/0018). Rows cannot be rewritten here, for their kind and their body come from
-- the program. So everything that was told from the chain is emptied, and the indexer tells it again from the chain:
-- nothing is lost but the time that takes. Files of epochs stay, by their hash.
TRUNCATE "block", "indexer_tip", "event", "token_balance", "operator", "node", "stake_position", "unstake_request",
  "epoch", "operator_reward", "node_reward", "operator_hour", "operator_rank", "device_sale", "device_batch",
  "device_order", "device", "device_event", "lease", "lease_event", "offer_state", "offer_cancellation", "offer_floor",
  "key_generation", "key_revocation", "directory_root";
INSERT INTO "device_sale" ("id") VALUES (1);

DROP TABLE "event";

-- CreateTable
CREATE TABLE "event" (
    "block_number" BIGINT NOT NULL,
    "log_index" INTEGER NOT NULL,
    "kind" SMALLINT NOT NULL,
    "tx_hash" BYTEA NOT NULL,
    "operator" BYTEA,
    "account" BYTEA,
    "node" BYTEA,
    "body" BYTEA NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("block_number","log_index")
);

-- CreateIndex
CREATE INDEX "event_kind_block_number_idx" ON "event"("kind", "block_number");

-- Of an address its first seven bytes tell it from every other, and with them the index is half as large. Within a
-- block rows are put in order after reading: equal keys are kept once.
CREATE INDEX "event_operator" ON "event" (substr("operator", 1, 7), "block_number") WHERE "operator" IS NOT NULL;
CREATE INDEX "event_account" ON "event" (substr("account", 1, 7), "block_number") WHERE "account" IS NOT NULL;

-- Undoing a reorg reads the newest remaining events of what it touched, and these keep that to a few rows.
CREATE INDEX "event_node_history" ON "event" ("node", "block_number", "log_index") WHERE "node" IS NOT NULL;
-- CommissionScheduled, CommissionSet
CREATE INDEX "event_commission_history" ON "event" ("operator", "block_number", "log_index") WHERE "kind" IN (302, 303);
-- RootPosted, RootVetoed
CREATE INDEX "event_root_history" ON "event" ("block_number", "log_index") WHERE "kind" IN (405, 406);
-- BatchSet
CREATE INDEX "event_batch_history" ON "event" ("block_number", "log_index") WHERE "kind" = 602;
-- OfferCancelled, OffersCancelledBelow
CREATE INDEX "event_cancellation_history" ON "event" ("account", "block_number", "log_index") WHERE "kind" IN (806, 807);
-- GenerationAnnounced, GenerationStopped
CREATE INDEX "event_generation_history" ON "event" ("block_number", "log_index") WHERE "kind" IN (904, 905);
