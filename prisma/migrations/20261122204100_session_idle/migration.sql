-- When a session was last used. The default is for programs that were started before this.
ALTER TABLE "session" ADD COLUMN "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
