-- Leases by when they end, and claims by when they can be settled: whoever settles what is due reads only that.
CREATE INDEX "lease_by_end" ON "lease" ((coalesce("thaw_ends_at", "expires_at")), "id") WHERE "status" <> 'closed';
CREATE INDEX "lease_by_claim_end" ON "lease" ((coalesce("ruling_ends_at", "contest_ends_at")), "id")
  WHERE "claim_status" IS NOT NULL;
