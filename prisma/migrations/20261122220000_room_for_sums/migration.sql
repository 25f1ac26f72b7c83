-- Sums change with nearly every block, and no index has them. With room left in its page a row is replaced in place
-- (HOT), without a new entry in each of its table's indices (docs/adr/0038).
ALTER TABLE "operator" SET (fillfactor = 60);
ALTER TABLE "operator_hour" SET (fillfactor = 80);
ALTER TABLE "stake_position" SET (fillfactor = 80);
