-- CreateIndex
CREATE INDEX "offer_price_per_unit_wei_id_idx" ON "offer"("price_per_unit_wei", "id");
