// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IN3Token} from "./interfaces/IN3Token.sol";
import {LeaseMarketState} from "./LeaseMarketState.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {OfferLib} from "./libraries/OfferLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";

/// @title How escrow moves: opening, paying, closing and settling a lease, for every door of LeaseMarket.
/// @dev Invariant: _escrowTotal = Σ over leases of pricePerUnit × (units − redeemedUnits while active, heldUnits of
/// the claim once closed), and the contract holds at least that.
abstract contract LeaseMarketLedger is LeaseMarketState {
    using LeaseLib for LeaseLib.Record;
    using OfferLib for OfferLib.Record;
    using SafeERC20 for IN3Token;

    /// @dev What a call has to send when all its effects are done.
    struct Payout {
        address operator;
        uint256 paid;
        uint256 fee;
        address renter;
        uint256 refund;
    }

    /// @return firstLeaseId of consecutive ones
    /// @return price wei of all orders together
    function _openAll(address renter, OpenOrder[] memory orders)
        internal
        returns (uint256 firstLeaseId, uint256 price)
    {
        require(orders.length != 0, NoOrders());
        firstLeaseId = uint256(_leaseCount) + 1;
        for (uint256 i = 0; i < orders.length; ++i) {
            price += _open(renter, orders[i]);
        }
    }

    function _open(address renter, OpenOrder memory order) internal returns (uint256 price) {
        Offer memory offer = order.offer;
        bytes32 offerId = hashOffer(offer);
        _checkOrder(order, offerId);
        price = uint256(order.units) * offer.pricePerUnit;
        Lease memory lease;
        lease.renter = renter;
        lease.expiresAt = uint48(block.timestamp) + offer.maxDuration;
        lease.slots = order.slots;
        lease.status = LeaseStatus.Open;
        lease.operator = offer.operator;
        lease.voucherSigner = order.voucherSigner;
        lease.openedAt = uint48(block.timestamp);
        lease.pricePerUnit = offer.pricePerUnit;
        lease.units = order.units;
        lease.offerId = offerId;
        _enter(lease, offer, price);
    }

    function _enter(Lease memory lease, Offer memory offer, uint256 price) private {
        (uint32 slotsTaken, uint64 consumedUnits) =
            _offers[lease.offerId].take(offer, lease.offerId, lease.slots, lease.units);
        // Not above units, which take() has checked.
        lease.minUnits = offer.minUnits * lease.slots;
        (uint64 leaseId, uint184 escrow) = (_leaseCount + 1, _escrowTotal);
        // A uint64 times a uint96 has at most 160 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        escrow += uint184(price);
        (_leaseCount, _escrowTotal) = (leaseId, escrow);
        _leases[leaseId].store(lease);
        emit LeaseOpened(
            leaseId,
            lease.offerId,
            lease.renter,
            lease,
            offer.kind,
            offer.specHash,
            slotsTaken,
            consumedUnits,
            escrow
        );
    }

    function _checkOrder(OpenOrder memory order, bytes32 offerId) private view {
        Offer memory offer = order.offer;
        require(order.voucherSigner != address(0), InvalidVoucherSigner(order.voucherSigner));
        require(
            offer.pricePerUnit <= order.maxPricePerUnit,
            PriceAboveMaximum(offer.pricePerUnit, order.maxPricePerUnit)
        );
        require(block.timestamp <= offer.validUntil, OfferExpired(offerId, offer.validUntil));
        require(!isCancelled(offer.operator, offer.nonce), OfferIsCancelled(offerId, offer.nonce));
        require(staking.hasMinimumSelfStake(offer.operator), OperatorBelowSelfStake(offer.operator));
        bool valid = SignatureLib.isValid(offer.operator, offerId, order.signature);
        require(valid, InvalidOfferSignature(offerId, offer.operator));
    }

    /// @dev Pays the operator up to `cumulativeUnits`, which the caller has checked to be above redeemedUnits and
    /// not above units. The fee is rounded down.
    function _pay(uint256 leaseId, uint64 cumulativeUnits, Payout memory payout) internal {
        LeaseLib.Record storage lease = _leases[leaseId];
        uint64 units = cumulativeUnits - lease.redeemedUnits;
        uint256 amount = uint256(units) * lease.pricePerUnit;
        uint256 fee = (amount * feeBps) / BPS;
        lease.redeemedUnits = cumulativeUnits;
        // 160 bits, as when it was opened.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint184 escrow = _escrowTotal - uint184(amount);
        _escrowTotal = escrow;
        payout.operator = _offers[lease.offerId].operator;
        payout.paid = amount - fee;
        payout.fee = fee;
        emit Redeemed(leaseId, payout.operator, units, cumulativeUnits, payout.paid, fee, escrow);
    }

    /// @dev Frees slots and unused units, and owes the renter the rest. What a pending claim asks for beyond the
    /// units paid stays until it is settled.
    function _close(uint256 leaseId, LeaseLib.Phase phase, Payout memory payout) internal {
        LeaseLib.Record storage lease = _leases[leaseId];
        OfferLib.Record storage record = _offers[lease.offerId];
        uint64 redeemedUnits = lease.redeemedUnits;
        uint64 heldUnits = _holdForClaim(leaseId, redeemedUnits, record);
        uint64 unused = lease.units - redeemedUnits - heldUnits;
        payout.renter = lease.renter;
        payout.refund = uint256(unused) * lease.pricePerUnit;
        lease.phase = phase;
        _escrowTotal -= uint184(payout.refund);
        (uint32 slotsTaken, uint64 consumedUnits) =
            (record.slotsTaken - lease.slots, record.consumedUnits - unused);
        (record.slotsTaken, record.consumedUnits) = (slotsTaken, consumedUnits);
        emit LeaseClosed(
            leaseId,
            lease.offerId,
            LeaseLib.reasonOf(phase),
            payout.refund,
            redeemedUnits,
            heldUnits,
            slotsTaken,
            consumedUnits,
            _escrowTotal
        );
    }

    /// @dev A claim for no more than was paid is settled here, so that a closed lease waits only for money.
    function _holdForClaim(uint256 leaseId, uint64 redeemedUnits, OfferLib.Record storage record)
        private
        returns (uint64 heldUnits)
    {
        UsageClaim storage claim = _claims[leaseId];
        if (claim.status == ClaimStatus.None) return 0;
        uint64 claimed = claim.cumulativeUnits;
        if (claimed > redeemedUnits) {
            heldUnits = claimed - redeemedUnits;
            claim.heldUnits = heldUnits;
        } else {
            _forget(claim);
            emit UsageSettled(leaseId, ClaimOutcome.Overtaken, claimed, 0, record.consumedUnits, _escrowTotal);
        }
    }

    /// @dev Ends a claim. `units`: what is due by the outcome, cumulative, not above what was claimed. Cases:
    /// 1. vouchers have paid the claim meanwhile: nothing to do;
    /// 2. the lease is active: pay, and close it if that was its last unit;
    /// 3. the lease is closed: pay out of what was held back, and return the rest of it.
    function _settle(uint256 leaseId, ClaimOutcome outcome, uint64 units) internal {
        LeaseLib.Record storage lease = _leases[leaseId];
        UsageClaim storage claim = _claims[leaseId];
        Payout memory payout;
        uint64 before = lease.redeemedUnits;
        uint64 heldUnits = claim.heldUnits;
        if (claim.cumulativeUnits <= before) {
            (outcome, units) = (ClaimOutcome.Overtaken, claim.cumulativeUnits);
        }
        _forget(claim);
        if (units > before) _pay(leaseId, units, payout);

        OfferLib.Record storage record = _offers[lease.offerId];
        if (heldUnits != 0) {
            uint64 unused = heldUnits - (lease.redeemedUnits - before);
            payout.renter = lease.renter;
            payout.refund = uint256(unused) * lease.pricePerUnit;
            record.consumedUnits -= unused;
            _escrowTotal -= uint184(payout.refund);
        }
        emit UsageSettled(leaseId, outcome, units, payout.refund, record.consumedUnits, _escrowTotal);
        if (lease.isActive() && lease.redeemedUnits == lease.units) {
            _close(leaseId, LeaseLib.Phase.Exhausted, payout);
        }
        _send(payout);
    }

    /// @dev cumulativeUnits stays: usage that was lodged once is not lodged again.
    function _forget(UsageClaim storage claim) private {
        claim.status = ClaimStatus.None;
        claim.heldUnits = 0;
        claim.contestEndsAt = 0;
        claim.rulingEndsAt = 0;
    }

    /// @dev The token calls nobody back on these, so no receiver can stand in another's way.
    function _send(Payout memory payout) internal {
        if (payout.paid != 0) token.safeTransfer(payout.operator, payout.paid);
        if (payout.fee != 0) token.burn(payout.fee);
        if (payout.refund != 0) token.safeTransfer(payout.renter, payout.refund);
    }
}
