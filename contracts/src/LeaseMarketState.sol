// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {ILeaseMarket} from "./interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "./interfaces/ILeaseMarketTypes.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {OfferLib} from "./libraries/OfferLib.sol";

/// @title What LeaseMarket stores, is configured with, and shows. Changes nothing.
abstract contract LeaseMarketState is ILeaseMarket, EIP712, Pausable {
    using LeaseLib for LeaseLib.Record;
    using OfferLib for ILeaseMarketTypes.Offer;

    struct Parameters {
        /// Seconds.
        uint48 thawPeriod;
        uint48 gracePeriod;
        uint48 contestWindow;
        uint48 rulingPeriod;
        uint16 feeBps;
    }

    bytes32 public constant OFFER_TYPEHASH = OfferLib.TYPEHASH;
    bytes32 public constant VOUCHER_TYPEHASH = keccak256("Voucher(uint256 leaseId,uint64 cumulativeUnits)");
    bytes32 public constant USAGE_TYPEHASH = keccak256("Usage(uint256 leaseId,uint64 cumulativeUnits)");
    uint48 public constant MAX_PERIOD = 365 days;
    uint256 internal constant BPS = 10_000;

    IN3Token public immutable token;
    IStaking public immutable staking;
    IRewards public immutable rewards;
    uint48 public immutable thawPeriod;
    uint48 public immutable gracePeriod;
    uint48 public immutable contestWindow;
    uint48 public immutable rulingPeriod;
    uint16 public immutable feeBps;

    /// @dev These two share a word with Pausable's flag. 184 bits hold any units × price, and all N3 by far.
    uint64 internal _leaseCount;
    uint184 internal _escrowTotal;
    mapping(address operator => uint256) public cancelledBelow;

    mapping(address operator => mapping(uint256 nonce => bool)) internal _cancelled;
    mapping(bytes32 offerId => OfferLib.Record) internal _offers;
    mapping(uint256 leaseId => LeaseLib.Record) internal _leases;
    mapping(uint256 leaseId => UsageClaim) internal _claims;

    constructor(IN3Token token_, IStaking staking_, IRewards rewards_, Parameters memory p)
        EIP712("Network3 LeaseMarket", "1")
    {
        _checkPeriod("thawPeriod", p.thawPeriod);
        _checkPeriod("gracePeriod", p.gracePeriod);
        _checkPeriod("contestWindow", p.contestWindow);
        _checkPeriod("rulingPeriod", p.rulingPeriod);
        require(p.feeBps < BPS, InvalidParameter("feeBps", p.feeBps));
        token = token_;
        staking = staking_;
        rewards = rewards_;
        thawPeriod = p.thawPeriod;
        gracePeriod = p.gracePeriod;
        contestWindow = p.contestWindow;
        rulingPeriod = p.rulingPeriod;
        feeBps = p.feeBps;
    }

    /// @inheritdoc ILeaseMarket
    function offerState(Offer memory offer) external view returns (OfferState memory state) {
        state.offerId = hashOffer(offer);
        OfferLib.Record storage record = _offers[state.offerId];
        state.slotsFree = offer.slots - record.slotsTaken;
        state.unitsLeft = offer.maxUnits - record.consumedUnits;
        state.status = _offerStatus(offer, state);
    }

    /// @inheritdoc ILeaseMarket
    function leaseState(uint256 leaseId) external view returns (LeaseState memory state) {
        LeaseLib.Record storage lease = _leases[leaseId];
        UsageClaim memory claim = _claims[leaseId];
        state.lease = leaseOf(leaseId);
        state.claim = claim;
        uint256 price = lease.pricePerUnit;
        if (!lease.isActive()) {
            state.escrow = claim.heldUnits * price;
            state.heldBack = state.escrow;
            return state;
        }
        (uint64 units, uint64 due) = (lease.units, lease.dueUnits());
        uint64 heldUnits =
            claim.status != ClaimStatus.None && claim.cumulativeUnits > due ? claim.cumulativeUnits - due : 0;
        state.unitsLeft = units - lease.redeemedUnits;
        state.escrow = state.unitsLeft * price;
        state.heldBack = heldUnits * price;
        state.refundable = (units - due - heldUnits) * price;
        state.finalizableAt = lease.finalizableAt(gracePeriod);
    }

    /// @inheritdoc ILeaseMarket
    function leaseOf(uint256 leaseId) public view returns (Lease memory) {
        LeaseLib.Record storage lease = _leases[leaseId];
        return lease.toLease(_offers[lease.offerId].operator);
    }

    /// @inheritdoc ILeaseMarket
    function claimOf(uint256 leaseId) external view returns (UsageClaim memory) {
        return _claims[leaseId];
    }

    /// @inheritdoc ILeaseMarket
    function hashOffer(Offer memory offer) public view returns (bytes32 offerId) {
        return _hashTypedDataV4(offer.structHash());
    }

    /// @inheritdoc ILeaseMarket
    function consumptionOf(bytes32 offerId) external view returns (uint32 slotsTaken, uint64 consumedUnits) {
        OfferLib.Record storage record = _offers[offerId];
        return (record.slotsTaken, record.consumedUnits);
    }

    /// @inheritdoc ILeaseMarket
    function isCancelled(address operator, uint256 nonce) public view returns (bool) {
        return nonce < cancelledBelow[operator] || _cancelled[operator][nonce];
    }

    /// @inheritdoc ILeaseMarket
    function leaseCount() external view returns (uint256) {
        return _leaseCount;
    }

    /// @inheritdoc ILeaseMarket
    function escrowTotal() external view returns (uint256) {
        return _escrowTotal;
    }

    /// @inheritdoc ILeaseMarket
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev What a voucher and attested usage say, under its type.
    function _digest(bytes32 typeHash, uint256 leaseId, uint64 cumulativeUnits)
        internal
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(typeHash, leaseId, cumulativeUnits)));
    }

    /// @dev One of nothing would take from a side its only chance to act; one without end would hold its money.
    function _checkPeriod(bytes32 name, uint48 period) private pure {
        require(period != 0 && period <= MAX_PERIOD, InvalidParameter(name, period));
    }

    function _offerStatus(Offer memory offer, OfferState memory state) private view returns (OfferStatus) {
        if (isCancelled(offer.operator, offer.nonce)) return OfferStatus.Cancelled;
        if (block.timestamp > offer.validUntil) return OfferStatus.Expired;
        if (paused()) return OfferStatus.Paused;
        if (!staking.hasMinimumSelfStake(offer.operator)) return OfferStatus.OperatorBelowSelfStake;
        if (state.unitsLeft < offer.minimumUnits(1)) return OfferStatus.SoldOut;
        return state.slotsFree == 0 ? OfferStatus.NoSlotFree : OfferStatus.Available;
    }
}
