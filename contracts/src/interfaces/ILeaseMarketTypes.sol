// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The words of ILeaseMarket: offers, leases, claims, their states and reasons.
/// @notice Amounts are N3 wei, times unix seconds, units those of the offer's kind.
interface ILeaseMarketTypes {
    enum OfferKind {
        Compute,
        Bandwidth,
        Egress,
        Dataset
    }

    struct Offer {
        address operator;
        OfferKind kind;
        /// Hash of what is offered (hardware, country, models); its content lives off chain.
        bytes32 specHash;
        uint96 pricePerUnit;
        /// Leases' slots at one time, all together.
        uint32 slots;
        /// Least units of a lease per slot it takes; due even if unused, unless the operator closes.
        uint64 minUnits;
        /// Most units of all its leases together, over the offer's life; unused ones return when a lease closes.
        uint64 maxUnits;
        /// Seconds a lease runs.
        uint32 maxDuration;
        /// Last second at which a lease may be opened.
        uint64 validUntil;
        /// Offers of one operator with one nonce are cancelled together.
        uint256 nonce;
    }

    struct OpenOrder {
        Offer offer;
        bytes signature;
        uint32 slots;
        uint64 units;
        /// Highest price per unit the renter agrees to.
        uint96 maxPricePerUnit;
        /// The session key whose vouchers count; not the renter's wallet, so that no prompt is needed per job.
        address voucherSigner;
    }

    enum LeaseStatus {
        None,
        Open,
        /// The renter closed it; vouchers count until the thaw ends and somebody finalizes.
        Closing,
        Closed
    }

    enum CloseReason {
        None,
        RenterClosed,
        OperatorClosed,
        /// Its time and the grace period passed.
        Expired,
        /// Every unit was paid.
        Exhausted
    }

    enum ClaimStatus {
        None,
        /// Payable from contestEndsAt on, unless contested.
        Lodged,
        /// The court rules until rulingEndsAt; after that nothing is due.
        Contested
    }

    enum ClaimOutcome {
        None,
        /// Not contested in time: paid as attested.
        Uncontested,
        /// The court ruled.
        Ruled,
        /// Contested and not ruled in time: nothing is due.
        RulingMissed,
        /// Vouchers have paid as much meanwhile.
        Overtaken
    }

    enum OfferStatus {
        Available,
        Expired,
        Cancelled,
        /// All slots are taken at present.
        NoSlotFree,
        /// Less than minUnits of maxUnits is left.
        SoldOut,
        /// The operator's own stake is below the minimum.
        OperatorBelowSelfStake,
        Paused
    }

    struct Lease {
        address renter;
        uint48 expiresAt;
        uint32 slots;
        LeaseStatus status;
        CloseReason closeReason;
        address operator;
        /// Units due even if unused: the offer's minUnits × slots.
        uint64 minUnits;
        address voucherSigner;
        uint48 openedAt;
        /// End of the thaw; 0 while Open.
        uint48 thawEndsAt;
        uint96 pricePerUnit;
        uint64 units;
        /// Units paid so far; never falls, never above units.
        uint64 redeemedUnits;
        bytes32 offerId;
    }

    /// Attested usage of a lease; at most one at a time.
    struct UsageClaim {
        /// Stays when the claim is settled: usage lodged once is not lodged again.
        uint64 cumulativeUnits;
        /// Held back of the escrow when the lease closed before the claim was settled.
        uint64 heldUnits;
        uint48 contestEndsAt;
        uint48 rulingEndsAt;
        ClaimStatus status;
    }

    struct OfferState {
        bytes32 offerId;
        OfferStatus status;
        uint32 slotsFree;
        uint64 unitsLeft;
    }

    struct LeaseState {
        Lease lease;
        UsageClaim claim;
        uint64 unitsLeft;
        /// Wei of this lease still in the contract.
        uint256 escrow;
        /// Wei the renter would get if it were finalized now by the way open to anyone or to the renter.
        uint256 refundable;
        /// Wei that an unsettled claim would hold back.
        uint256 heldBack;
        /// When `finalize` is open to anyone: thawEndsAt, or expiresAt + grace.
        uint64 finalizableAt;
    }

    struct Voucher {
        uint256 leaseId;
        uint64 cumulativeUnits;
        /// The voucher signer's, over Voucher(uint256 leaseId,uint64 cumulativeUnits).
        bytes signature;
    }
}
