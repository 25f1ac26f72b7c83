-- CreateTable
CREATE TABLE "canary" (
    "epoch" BIGINT NOT NULL,
    "node" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "job_id" TEXT NOT NULL,
    "input" BYTEA NOT NULL,
    "gateway" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "canary_pkey" PRIMARY KEY ("epoch","node","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "canary_job_id_key" ON "canary"("job_id");

-- CreateIndex
CREATE INDEX "canary_node_epoch_idx" ON "canary"("node", "epoch" DESC);

-- AlterTable
ALTER TABLE "uptime_answer" ADD COLUMN "before" INTEGER NOT NULL DEFAULT 0;
