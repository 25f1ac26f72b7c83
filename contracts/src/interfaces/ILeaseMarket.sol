// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "./ILeaseMarketTypes.sol";

/// @title Leases of capacity under escrow: operators' signed offers, renters' vouchers, attested usage.
/// @notice Amounts are N3 wei, times unix seconds; a unit is what the kind says (compute: node-second, bandwidth
/// and egress: MiB, dataset: licence). An offer lives off chain as the operator's EIP-712 signature over
/// Offer(address operator,uint8 kind,bytes32 specHash,uint96 pricePerUnit,uint32 slots,uint64 minUnits,
/// uint64 maxUnits,uint32 maxDuration,uint64 validUntil,uint256 nonce), domain {name "Network3 LeaseMarket",
/// version "1", chainId, this contract}; its id is that digest. EOA and ERC-1271 signers everywhere.
/// @dev One prompt: token.transferAndCall(market, value, abi.encode(OpenOrder[])); what is above the price comes
/// back. Usage is cumulative, so replayed and reordered vouchers change nothing.
/// WARNING: a plain transfer of N3 to this contract rents nothing.
interface ILeaseMarket is ILeaseMarketTypes {
    /// @dev slotsTaken and consumedUnits: of the offer, afterwards. escrowTotal: of the contract, afterwards.
    event LeaseOpened(
        uint256 indexed leaseId,
        bytes32 indexed offerId,
        address indexed renter,
        Lease lease,
        OfferKind kind,
        bytes32 specHash,
        uint32 slotsTaken,
        uint64 consumedUnits,
        uint256 escrowTotal
    );
    /// @dev amount = paid + fee; paid went to the operator, fee was burned.
    event Redeemed(
        uint256 indexed leaseId,
        address indexed operator,
        uint64 units,
        uint64 redeemedUnits,
        uint256 paid,
        uint256 fee,
        uint256 escrowTotal
    );
    event LeaseClosing(uint256 indexed leaseId, address indexed renter, uint48 thawEndsAt);
    event LeaseClosed(
        uint256 indexed leaseId,
        bytes32 indexed offerId,
        CloseReason reason,
        uint256 refunded,
        uint64 redeemedUnits,
        uint64 heldUnits,
        uint32 slotsTaken,
        uint64 consumedUnits,
        uint256 escrowTotal
    );
    event UsageLodged(uint256 indexed leaseId, uint64 cumulativeUnits, uint48 contestEndsAt);
    event UsageContested(uint256 indexed leaseId, address indexed renter, uint48 rulingEndsAt);
    /// @dev cumulativeUnits: what the outcome made due (Overtaken: what was claimed and vouchers have paid;
    /// RulingMissed: 0). refunded: wei freed to the renter of a closed lease.
    event UsageSettled(
        uint256 indexed leaseId,
        ClaimOutcome outcome,
        uint64 cumulativeUnits,
        uint256 refunded,
        uint64 consumedUnits,
        uint256 escrowTotal
    );
    event OfferCancelled(address indexed operator, uint256 indexed nonce);
    event OffersCancelledBelow(address indexed operator, uint256 nonce);

    error InvalidParameter(bytes32 name, uint256 value);
    error NoOrders();
    error InvalidOfferSignature(bytes32 offerId, address operator);
    error OfferExpired(bytes32 offerId, uint64 validUntil);
    error OfferIsCancelled(bytes32 offerId, uint256 nonce);
    error OperatorBelowSelfStake(address operator);
    error SlotsUnavailable(bytes32 offerId, uint32 requested, uint32 free);
    error UnitsBelowMinimum(bytes32 offerId, uint64 requested, uint256 minimum);
    error UnitsUnavailable(bytes32 offerId, uint64 requested, uint64 left);
    error PriceAboveMaximum(uint96 pricePerUnit, uint96 maxPricePerUnit);
    error InvalidVoucherSigner(address voucherSigner);
    error PaymentTooLow(uint256 paid, uint256 required);
    error UnknownToken(address token);
    error InvalidData(bytes data);
    /// The authorisation's nonce does not commit to these orders.
    error AuthorizationMismatch(bytes32 nonce, bytes32 expected);
    error LeaseNotActive(uint256 leaseId, LeaseStatus status);
    error NotParty(uint256 leaseId, address caller);
    error NotRenter(uint256 leaseId, address caller);
    error AlreadyClosing(uint256 leaseId, uint48 thawEndsAt);
    error NotFinalizable(uint256 leaseId, uint64 finalizableAt);
    error InvalidVoucher(uint256 leaseId, address voucherSigner);
    error NothingToRedeem(uint256 leaseId, uint64 cumulativeUnits, uint64 redeemedUnits);
    error UnitsAboveEscrow(uint256 leaseId, uint64 cumulativeUnits, uint64 units);
    /// As much usage was lodged before, whatever became of it.
    error UsageAlreadyLodged(uint256 leaseId, uint64 cumulativeUnits, uint64 lodgedUnits);
    error ThawOver(uint256 leaseId, uint48 thawEndsAt);
    error NoClaim(uint256 leaseId, ClaimStatus status);
    error ContestOver(uint256 leaseId, uint48 contestEndsAt);
    error ClaimNotSettled(uint256 leaseId, uint48 settleableAt);
    error RulingOver(uint256 leaseId, uint48 rulingEndsAt);
    error RulingAboveClaim(uint256 leaseId, uint64 ruledUnits, uint64 claimedUnits);
    error NonceNotRising(uint256 current, uint256 requested);

    /// @notice Opens a lease for the caller: takes slots and escrows units × pricePerUnit; needs an allowance.
    /// Refused while paused. @return leaseId from 1.
    function open(OpenOrder calldata order) external returns (uint256 leaseId);

    /// @notice A basket, all or nothing, with consecutive ids from the returned one.
    function openMany(OpenOrder[] calldata orders) external returns (uint256 firstLeaseId);

    /// @notice The same with an EIP-2612 permit over `value` ≥ the price. A permit already spent does no harm.
    function openWithPermit(
        OpenOrder[] calldata orders,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 firstLeaseId);

    /// @notice The same for a renter without gas: anyone may send its ERC-3009 ReceiveWithAuthorization to this
    /// contract. The upper 192 bits of `nonce` are those of keccak256(abi.encode(orders)), so that the sender can
    /// change no term; the lower 64 are the token's sequence number for that key. What is above the price goes
    /// back to the renter.
    function openWithAuthorization(
        address renter,
        OpenOrder[] calldata orders,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external returns (uint256 firstLeaseId);

    /// @notice Pays the operator up to the voucher's cumulative units, less the protocol fee, which is burned.
    /// Anyone may call it until the lease is Closed. A lease paid to its last unit closes as Exhausted.
    function redeem(uint256 leaseId, uint64 cumulativeUnits, bytes calldata signature)
        external
        returns (uint256 paid);

    /// @notice Several; vouchers that pay nothing new, or whose lease is closed, are skipped, a wrong signature
    /// reverts all.
    function redeemMany(Voucher[] calldata vouchers) external returns (uint256 paid);

    /// @notice By the renter: starts the thaw, in which vouchers still count. By the operator: closes at once, and
    /// minUnits are not due.
    function close(uint256 leaseId) external;

    /// @notice Closes after the thaw, or after expiry and grace: minUnits are paid, the rest refunded. Anyone.
    function finalize(uint256 leaseId) external;

    /// @notice Brings usage a silent renter gave no voucher for, signed by a quorum of the attestors over EIP-712
    /// Usage(uint256 leaseId,uint64 cumulativeUnits). Anyone may send it while the lease is not Closed and, in a
    /// thaw, before it ends. It must be above all usage lodged before, and replaces a claim not settled yet, with a
    /// contest window of its own.
    function lodgeUsage(
        uint256 leaseId,
        uint64 cumulativeUnits,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external;

    /// @notice Disputes lodged usage within the contest window. Only the renter.
    function contestUsage(uint256 leaseId) external;

    /// @notice Rules on contested usage, at most what was claimed. Only the court, until rulingEndsAt.
    function ruleUsage(uint256 leaseId, uint64 cumulativeUnits) external;

    /// @notice Settles a claim whose window is over: pays it, or, contested and not ruled in time, drops it.
    /// Anyone.
    function settleUsage(uint256 leaseId) external;

    /// @notice Withdraws the caller's offers with this nonce; leases already open go on.
    function cancelOffer(uint256 nonce) external;

    /// @notice Withdraws all the caller's offers with nonces below this one.
    function cancelOffersBelow(uint256 nonce) external;

    /// @notice Stops new leases, never redemption or exits. The guardian pauses, the administrator resumes.
    function pause() external;
    function unpause() external;

    /// @notice Whether a lease could be opened on an offer now, and what is left. The signature is not looked at.
    function offerState(Offer calldata offer) external view returns (OfferState memory);
    function leaseState(uint256 leaseId) external view returns (LeaseState memory);
    function leaseOf(uint256 leaseId) external view returns (Lease memory);
    function claimOf(uint256 leaseId) external view returns (UsageClaim memory);
    /// @notice The digest the operator signs, which is the offer's id.
    function hashOffer(Offer calldata offer) external view returns (bytes32 offerId);
    function consumptionOf(bytes32 offerId) external view returns (uint32 slotsTaken, uint64 consumedUnits);
    function isCancelled(address operator, uint256 nonce) external view returns (bool);
    function cancelledBelow(address operator) external view returns (uint256 nonce);
    function leaseCount() external view returns (uint256);
    /// @notice Escrow of all leases: what the contract owes to renters and operators together.
    function escrowTotal() external view returns (uint256);
    /// @notice Protocol fee in basis points of what is redeemed, fixed for good.
    function feeBps() external view returns (uint16);
    /// @notice Seconds.
    function thawPeriod() external view returns (uint48);
    function gracePeriod() external view returns (uint48);
    function contestWindow() external view returns (uint48);
    function rulingPeriod() external view returns (uint48);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
