-- CreateIndex
CREATE INDEX "operator_node_count_address_idx" ON "operator"("node_count" DESC, "address");

-- CreateIndex
CREATE INDEX "operator_delegator_count_address_idx" ON "operator"("delegator_count" DESC, "address");

-- CreateIndex
CREATE INDEX "node_registered_block_address_idx" ON "node"("registered_block" DESC, "address" DESC);

-- CreateIndex
CREATE INDEX "operator_rank_window_paid_wei_operator_idx" ON "operator_rank"("window", "paid_wei" DESC, "operator");

-- A scheduled rise takes effect by time alone, so what an operator with one asks is not in any index. They are few.
CREATE INDEX "operator_commission_now" ON "operator" ("commission_bps" DESC, "address")
  WHERE "pending_commission_at" IS NULL;
CREATE INDEX "operator_commission_pending" ON "operator" ("address") WHERE "pending_commission_at" IS NOT NULL;
