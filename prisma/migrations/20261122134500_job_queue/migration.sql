-- AlterTable
ALTER TABLE "job" ADD COLUMN     "billed_ms" BIGINT,
ADD COLUMN     "wanted" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "job_attempt" ADD COLUMN     "is_agreed" BOOLEAN,
ADD COLUMN     "returned_at" TIMESTAMPTZ(3),
ADD COLUMN     "subnet" BYTEA NOT NULL;

-- CreateTable
CREATE TABLE "lease_meter" (
    "lease_id" DECIMAL(78,0) NOT NULL,
    "node" BYTEA NOT NULL,
    "claimed_ms" BIGINT NOT NULL,
    "observed_ms" BIGINT NOT NULL,
    "counted_ms" BIGINT NOT NULL,
    "signature" BYTEA NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_meter_pkey" PRIMARY KEY ("lease_id","node")
);

-- CreateTable
CREATE TABLE "lease_voucher" (
    "lease_id" DECIMAL(78,0) NOT NULL,
    "cumulative_units" DECIMAL(20,0) NOT NULL,
    "signature" BYTEA NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_voucher_pkey" PRIMARY KEY ("lease_id")
);

-- What a dispatcher looks through, oldest first, and what a node holds now.
CREATE INDEX "job_wanted_idx" ON "job" ("created_at", "id") WHERE "wanted" > 0;
CREATE INDEX "job_attempt_live_idx" ON "job_attempt" ("node") WHERE "status" IN ('assigned', 'running', 'committed');
ALTER TABLE "job" ADD CONSTRAINT "job_wanted_check" CHECK ("wanted" >= 0 AND "fence" >= 0);
ALTER TABLE "job_attempt" ADD CONSTRAINT "job_attempt_status_check" CHECK ("status" IN ('assigned', 'running', 'committed', 'returned', 'ended'));
