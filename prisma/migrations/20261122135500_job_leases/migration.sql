-- How many slots of a lease are in use, whatever else it ever ran.
CREATE INDEX "job_lease_live_idx" ON "job" ("lease_id") WHERE "status" IN ('assigned', 'running');
