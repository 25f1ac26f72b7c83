-- CreateTable
CREATE TABLE "job" (
    "id" TEXT NOT NULL,
    "lease_id" DECIMAL(78,0),
    "submitter" BYTEA,
    "request_key" TEXT,
    "request_digest" BYTEA,
    "origin" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "module_blob" BYTEA NOT NULL,
    "input_blob" BYTEA NOT NULL,
    "sealed_to" BYTEA[],
    "terms" JSONB NOT NULL,
    "memory_bytes" BIGINT NOT NULL,
    "replicas" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL DEFAULT 3,
    "node" BYTEA,
    "result_blob" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_at" TIMESTAMPTZ(3),
    "accepts_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_attempt" (
    "job_id" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "node" BYTEA NOT NULL,
    "operator" BYTEA,
    "gateway" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "detail" TEXT,
    "commitment" BYTEA,
    "receipt" JSONB,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_attempt_pkey" PRIMARY KEY ("job_id","fence")
);

-- CreateTable
CREATE TABLE "job_log" (
    "job_id" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "envelope" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_log_pkey" PRIMARY KEY ("job_id","fence","index")
);

-- CreateTable
CREATE TABLE "blob" (
    "hash" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "uptime_answer" (
    "epoch" BIGINT NOT NULL,
    "node" BYTEA NOT NULL,
    "slot" INTEGER NOT NULL,
    "nonce" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "uptime_answer_pkey" PRIMARY KEY ("epoch","node","slot")
);

-- CreateTable
CREATE TABLE "work_receipt" (
    "job_id" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL,
    "node" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "is_valid" BOOLEAN NOT NULL,
    "gas" DECIMAL(39,0) NOT NULL,
    "lease_id" DECIMAL(78,0),
    "receipt" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_receipt_pkey" PRIMARY KEY ("job_id","fence")
);

-- CreateTable
CREATE TABLE "epoch_receipts" (
    "epoch" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "content" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "epoch_receipts_pkey" PRIMARY KEY ("epoch")
);

-- CreateTable
CREATE TABLE "node_session" (
    "node" BYTEA NOT NULL,
    "gateway" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "online_since" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "offline_at" TIMESTAMPTZ(3),
    "offline_reason" TEXT,
    "paused_reason" TEXT,
    "slots" INTEGER NOT NULL DEFAULT 0,
    "free_slots" INTEGER NOT NULL DEFAULT 0,
    "memory_bytes" BIGINT NOT NULL DEFAULT 0,
    "kinds" TEXT[],
    "classes" TEXT[],
    "load" INTEGER NOT NULL DEFAULT 0,
    "agent" TEXT NOT NULL,
    "subnet" BYTEA NOT NULL,

    CONSTRAINT "node_session_pkey" PRIMARY KEY ("node")
);

-- CreateTable
CREATE TABLE "node_status_change" (
    "id" BIGSERIAL NOT NULL,
    "node" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,

    CONSTRAINT "node_status_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "node_day" (
    "node" BYTEA NOT NULL,
    "day" DATE NOT NULL,
    "minutes" BYTEA NOT NULL,

    CONSTRAINT "node_day_pkey" PRIMARY KEY ("node","day")
);

-- CreateIndex
CREATE INDEX "job_lease_id_id_idx" ON "job"("lease_id", "id" DESC);

-- CreateIndex
CREATE INDEX "job_status_created_at_idx" ON "job"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_lease_id_request_key_key" ON "job"("lease_id", "request_key");

-- CreateIndex
CREATE INDEX "job_attempt_node_assigned_at_idx" ON "job_attempt"("node", "assigned_at" DESC);

-- CreateIndex
CREATE INDEX "blob_expires_at_idx" ON "blob"("expires_at");

-- CreateIndex
CREATE INDEX "work_receipt_epoch_node_idx" ON "work_receipt"("epoch", "node");

-- CreateIndex
CREATE INDEX "work_receipt_node_recorded_at_idx" ON "work_receipt"("node", "recorded_at" DESC);

-- CreateIndex
CREATE INDEX "node_status_change_node_id_idx" ON "node_status_change"("node", "id" DESC);

-- Every heartbeat batch updates these rows: room for new versions on the same page, and no index on what changes.
ALTER TABLE "node_session" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
-- Queues: small, however many jobs ended.
CREATE INDEX "job_open_idx" ON "job" ("created_at") WHERE "status" IN ('queued', 'needs-reseal', 'assigned', 'running', 'returned', 'disputed');
-- Ciphertext does not compress.
ALTER TABLE "blob" ALTER COLUMN "content" SET STORAGE EXTERNAL;
