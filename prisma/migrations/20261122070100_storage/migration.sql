-- What Prisma's schema language cannot say: checks, covering and partial indices, fill factors. No semicolon may
-- stand inside a comment or a string here, for the schema engine splits the script at each.

-- Checks: a projection that goes wrong must fail its transaction, not show a wrong figure.
ALTER TABLE "indexer_tip"
  ADD CONSTRAINT "indexer_tip_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "indexer_tip_halt_has_both" CHECK (("halt_code" IS NULL) = ("halt_message" IS NULL));
ALTER TABLE "operator"
  ADD CONSTRAINT "operator_counts_not_negative" CHECK ("node_count" >= 0 AND "delegator_count" >= 0),
  ADD CONSTRAINT "operator_amounts_not_negative" CHECK (
    "pool_assets_wei" >= 0 AND "pool_shares" >= 0 AND "thawing_assets_wei" >= 0 AND "thawing_shares" >= 0
    AND "stream_remaining_wei" >= 0 AND "self_shares" >= 0 AND "earned_total_wei" >= 0 AND "paid_total_wei" >= 0
  );
ALTER TABLE "stake_position"
  ADD CONSTRAINT "stake_position_not_negative" CHECK ("shares" >= 0 AND "staked_wei" >= 0 AND "taken_wei" >= 0);
ALTER TABLE "unstake_request"
  ADD CONSTRAINT "unstake_request_status" CHECK ("status" IN ('thawing', 'cancelled', 'withdrawn')),
  ADD CONSTRAINT "unstake_request_settled_has_both" CHECK (("settled_wei" IS NULL) = ("settled_at" IS NULL));
ALTER TABLE "token_balance"
  ADD CONSTRAINT "token_balance_not_negative" CHECK ("balance_wei" >= 0);
ALTER TABLE "epoch"
  ADD CONSTRAINT "epoch_file_state" CHECK ("file_state" IN ('pending', 'verified', 'refused'));
ALTER TABLE "operator_reward"
  ADD CONSTRAINT "operator_reward_within_cumulative" CHECK ("amount_wei" >= 0 AND "cumulative_wei" >= "amount_wei");
ALTER TABLE "operator_hour"
  ADD CONSTRAINT "operator_hour_not_negative" CHECK ("earned_wei" >= 0 AND "paid_wei" >= 0);
ALTER TABLE "operator_rank"
  ADD CONSTRAINT "operator_rank_window" CHECK ("window" IN ('24h', '7d', '30d', 'all'));

-- The board is read from the index alone. Same name and key as Prisma's, so that the schema still describes it.
DROP INDEX "operator_rank_window_rank_idx";
CREATE INDEX "operator_rank_window_rank_idx" ON "operator_rank" ("window", "rank")
  INCLUDE ("operator", "previous_rank", "earned_wei", "paid_wei");

-- Undoing a reorg reads the newest remaining events of what it touched, and these keep that to a few rows.
CREATE INDEX "event_node_history" ON "event" ("node", "block_number", "log_index") WHERE "node" IS NOT NULL;
CREATE INDEX "event_commission_history" ON "event" ("operator", "block_number", "log_index")
  WHERE "name" IN ('CommissionScheduled', 'CommissionSet');
CREATE INDEX "event_root_history" ON "event" ("block_number", "log_index")
  WHERE "name" IN ('RootPosted', 'RootVetoed');
-- Epochs whose file is still to be verified: nearly always a handful.
CREATE INDEX "epoch_unverified" ON "epoch" ("number") WHERE "file_state" <> 'verified';

-- Rows updated in place need room on their page, or every update also writes every index.
ALTER TABLE "operator" SET (fillfactor = 70);
ALTER TABLE "operator_hour" SET (fillfactor = 80);
ALTER TABLE "operator_rank" SET (fillfactor = 70);
ALTER TABLE "stake_position" SET (fillfactor = 80);
ALTER TABLE "token_balance" SET (fillfactor = 80);
ALTER TABLE "indexer_tip" SET (fillfactor = 20);
