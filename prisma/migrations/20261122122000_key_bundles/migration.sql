-- CreateTable
CREATE TABLE "key_bundle" (
    "master_public_key" BYTEA NOT NULL,
    "position" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "user_point" BYTEA NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "leaf" BYTEA NOT NULL,
    "bundle" BYTEA NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_bundle_pkey" PRIMARY KEY ("master_public_key","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "key_bundle_master_public_key_key_hash_key" ON "key_bundle"("master_public_key", "key_hash");

-- CreateIndex
CREATE INDEX "key_bundle_master_public_key_name_epoch_idx" ON "key_bundle"("master_public_key", "name", "epoch");

-- The log is append-only: its roots are on chain, and what was in it stays provable. The schema engine splits the
-- script at each semicolon, so the one within the function is written as its code.
CREATE OR REPLACE FUNCTION "refuse_key_bundle_change"() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN RAISE EXCEPTION ''key_bundle is append-only''\x3b END';
CREATE TRIGGER "key_bundle_append_only" BEFORE UPDATE OR DELETE ON "key_bundle"
  FOR EACH ROW EXECUTE FUNCTION "refuse_key_bundle_change"();
