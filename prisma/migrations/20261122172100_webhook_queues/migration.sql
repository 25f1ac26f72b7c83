-- Partial indices, which Prisma has no words for.
-- What is due, webhook by webhook, so that one with a long queue hides no other's.
DROP INDEX "webhook_delivery_pending_idx";
CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery"("webhook_id", "next_attempt_at", "id") WHERE "state" = 'pending';
-- What is under way now: a handful of rows.
CREATE INDEX "webhook_delivery_claimed_idx" ON "webhook_delivery"("webhook_id") WHERE "state" = 'pending' AND "claimed_until" IS NOT NULL;
-- From which block on anybody is subscribed, asked by the indexer for every block with news of leases.
CREATE INDEX "webhook_since_idx" ON "webhook"("since_block") WHERE "state" = 'active';
