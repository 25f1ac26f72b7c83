// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILeaseMarket} from "./interfaces/ILeaseMarket.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {ITransferAuthorization} from "./interfaces/ITransferAuthorization.sol";
import {LeaseMarketLedger} from "./LeaseMarketLedger.sol";
import {LeaseMarketState} from "./LeaseMarketState.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";

/// @title The doors of the lease market: who may do what, when, and with whose signature.
/// @dev Every function: checks, effects, emit, interact. Pausing stops the ways to open and nothing else.
contract LeaseMarket is LeaseMarketLedger, IERC1363Receiver, AccessManaged, ReentrancyGuardTransient {
    using LeaseLib for LeaseLib.Record;
    using SafeERC20 for IN3Token;

    constructor(
        address initialAuthority,
        IN3Token token_,
        IStaking staking_,
        IRewards rewards_,
        Parameters memory parameters
    ) AccessManaged(initialAuthority) LeaseMarketState(token_, staking_, rewards_, parameters) {}

    /// @inheritdoc ILeaseMarket
    function open(OpenOrder memory order) external whenNotPaused nonReentrant returns (uint256 leaseId) {
        uint256 price = _open(msg.sender, order);
        leaseId = _leaseCount;
        token.safeTransferFrom(msg.sender, address(this), price);
    }

    /// @inheritdoc ILeaseMarket
    function openMany(OpenOrder[] memory orders)
        external
        whenNotPaused
        nonReentrant
        returns (uint256 firstLeaseId)
    {
        return _openAndPull(orders);
    }

    /// @inheritdoc ILeaseMarket
    function openWithPermit(
        OpenOrder[] memory orders,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external whenNotPaused nonReentrant returns (uint256 firstLeaseId) {
        // Somebody may have submitted the permit first; then the allowance is already there.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), value, deadline, v, r, s) {}
            catch {}
        return _openAndPull(orders);
    }

    /// @inheritdoc ILeaseMarket
    function openWithAuthorization(
        address renter,
        OpenOrder[] memory orders,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external whenNotPaused nonReentrant returns (uint256 firstLeaseId) {
        _checkCommitment(orders, nonce);
        uint256 excess;
        (firstLeaseId, excess) = _openWithin(renter, orders, value);
        ITransferAuthorization(address(token))
            .receiveWithAuthorization(renter, address(this), value, validAfter, validBefore, nonce, signature);
        if (excess != 0) token.safeTransfer(renter, excess);
    }

    /// @notice Called by the token after transferAndCall: `from` has paid `value` wei, and gets back what is above
    /// the price.
    /// @param data abi.encode(OpenOrder[])
    function onTransferReceived(address, address from, uint256 value, bytes calldata data)
        external
        whenNotPaused
        nonReentrant
        returns (bytes4)
    {
        require(msg.sender == address(token), UnknownToken(msg.sender));
        // Shorter than an empty list: nobody's orders. Anything else that is malformed fails to decode.
        require(data.length >= 64, InvalidData(data));
        (, uint256 excess) = _openWithin(from, abi.decode(data, (OpenOrder[])), value);
        if (excess != 0) token.safeTransfer(from, excess);
        return IERC1363Receiver.onTransferReceived.selector;
    }

    /// @inheritdoc ILeaseMarket
    function redeem(uint256 leaseId, uint64 cumulativeUnits, bytes memory signature)
        external
        nonReentrant
        returns (uint256 paid)
    {
        _checkUnits(leaseId, _activeLease(leaseId), cumulativeUnits);
        return _redeem(leaseId, cumulativeUnits, signature);
    }

    /// @inheritdoc ILeaseMarket
    function redeemMany(Voucher[] calldata vouchers) external nonReentrant returns (uint256 paid) {
        for (uint256 i = 0; i < vouchers.length; ++i) {
            (uint256 leaseId, uint64 units) = (vouchers[i].leaseId, vouchers[i].cumulativeUnits);
            if (_leases[leaseId].phase >= LeaseLib.Phase.RenterClosed) continue;
            LeaseLib.Record storage lease = _activeLease(leaseId);
            if (units <= lease.redeemedUnits) continue;
            _checkUnits(leaseId, lease, units);
            paid += _redeem(leaseId, units, vouchers[i].signature);
        }
    }

    /// @inheritdoc ILeaseMarket
    function close(uint256 leaseId) external nonReentrant {
        LeaseLib.Record storage lease = _activeLease(leaseId);
        if (msg.sender == _offers[lease.offerId].operator) {
            Payout memory payout;
            _close(leaseId, LeaseLib.Phase.OperatorClosed, payout);
            _send(payout);
            return;
        }
        require(msg.sender == lease.renter, NotParty(leaseId, msg.sender));
        require(lease.phase == LeaseLib.Phase.Open, AlreadyClosing(leaseId, lease.thawEndsAt));
        // At most MAX_PERIOD.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint40 thawEndsAt = uint40(block.timestamp) + uint40(thawPeriod);
        lease.phase = LeaseLib.Phase.Closing;
        lease.thawEndsAt = thawEndsAt;
        emit LeaseClosing(leaseId, msg.sender, thawEndsAt);
    }

    /// @inheritdoc ILeaseMarket
    function finalize(uint256 leaseId) external nonReentrant {
        LeaseLib.Record storage lease = _activeLease(leaseId);
        uint64 finalizableAt = lease.finalizableAt(gracePeriod);
        require(block.timestamp >= finalizableAt, NotFinalizable(leaseId, finalizableAt));
        bool thawed = lease.phase == LeaseLib.Phase.Closing;
        uint64 dueUnits = lease.dueUnits();
        Payout memory payout;
        if (dueUnits != lease.redeemedUnits) _pay(leaseId, dueUnits, payout);
        _close(leaseId, thawed ? LeaseLib.Phase.RenterClosed : LeaseLib.Phase.Expired, payout);
        _send(payout);
    }

    /// @inheritdoc ILeaseMarket
    function lodgeUsage(
        uint256 leaseId,
        uint64 cumulativeUnits,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external nonReentrant {
        LeaseLib.Record storage lease = _activeLease(leaseId);
        uint48 thawEndsAt = lease.thawEndsAt;
        require(thawEndsAt == 0 || block.timestamp < thawEndsAt, ThawOver(leaseId, thawEndsAt));
        _checkUnits(leaseId, lease, cumulativeUnits);
        // More usage replaces less: an old attestation must not keep the newest one out.
        uint64 lodged = _claims[leaseId].cumulativeUnits;
        require(cumulativeUnits > lodged, UsageAlreadyLodged(leaseId, cumulativeUnits, lodged));
        rewards.checkQuorum(_digest(USAGE_TYPEHASH, leaseId, cumulativeUnits), signers, signatures);

        uint48 contestEndsAt = uint48(block.timestamp) + contestWindow;
        _claims[leaseId] = UsageClaim(cumulativeUnits, 0, contestEndsAt, 0, ClaimStatus.Lodged);
        emit UsageLodged(leaseId, cumulativeUnits, contestEndsAt);
    }

    /// @inheritdoc ILeaseMarket
    function contestUsage(uint256 leaseId) external nonReentrant {
        require(msg.sender == _leases[leaseId].renter, NotRenter(leaseId, msg.sender));
        UsageClaim storage claim = _claimWhen(leaseId, _claims[leaseId].status == ClaimStatus.Lodged);
        require(block.timestamp < claim.contestEndsAt, ContestOver(leaseId, claim.contestEndsAt));
        uint48 rulingEndsAt = uint48(block.timestamp) + rulingPeriod;
        claim.status = ClaimStatus.Contested;
        claim.rulingEndsAt = rulingEndsAt;
        emit UsageContested(leaseId, msg.sender, rulingEndsAt);
    }

    /// @inheritdoc ILeaseMarket
    function ruleUsage(uint256 leaseId, uint64 cumulativeUnits) external restricted nonReentrant {
        UsageClaim storage claim = _claimWhen(leaseId, _claims[leaseId].status == ClaimStatus.Contested);
        require(block.timestamp < claim.rulingEndsAt, RulingOver(leaseId, claim.rulingEndsAt));
        require(
            cumulativeUnits <= claim.cumulativeUnits,
            RulingAboveClaim(leaseId, cumulativeUnits, claim.cumulativeUnits)
        );
        _settle(leaseId, ClaimOutcome.Ruled, cumulativeUnits);
    }

    /// @inheritdoc ILeaseMarket
    function settleUsage(uint256 leaseId) external nonReentrant {
        UsageClaim storage claim = _claimWhen(leaseId, _claims[leaseId].status != ClaimStatus.None);
        bool contested = claim.status == ClaimStatus.Contested;
        uint48 settleableAt = contested ? claim.rulingEndsAt : claim.contestEndsAt;
        require(block.timestamp >= settleableAt, ClaimNotSettled(leaseId, settleableAt));
        if (contested) _settle(leaseId, ClaimOutcome.RulingMissed, 0);
        else _settle(leaseId, ClaimOutcome.Uncontested, claim.cumulativeUnits);
    }

    /// @inheritdoc ILeaseMarket
    function cancelOffer(uint256 nonce) external {
        _cancelled[msg.sender][nonce] = true;
        emit OfferCancelled(msg.sender, nonce);
    }

    /// @inheritdoc ILeaseMarket
    function cancelOffersBelow(uint256 nonce) external {
        uint256 current = cancelledBelow[msg.sender];
        require(nonce > current, NonceNotRising(current, nonce));
        cancelledBelow[msg.sender] = nonce;
        emit OffersCancelledBelow(msg.sender, nonce);
    }

    /// @inheritdoc ILeaseMarket
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc ILeaseMarket
    function unpause() external restricted {
        _unpause();
    }

    function _activeLease(uint256 leaseId) private view returns (LeaseLib.Record storage lease) {
        lease = _leases[leaseId];
        require(lease.isActive(), LeaseNotActive(leaseId, LeaseLib.statusOf(lease.phase)));
    }

    /// @dev Opens for the caller, who has given an allowance.
    function _openAndPull(OpenOrder[] memory orders) private returns (uint256 firstLeaseId) {
        uint256 price;
        (firstLeaseId, price) = _openAll(msg.sender, orders);
        token.safeTransferFrom(msg.sender, address(this), price);
    }

    /// @dev Opens for somebody who pays `value`; what is above the price is the renter's.
    function _openWithin(address renter, OpenOrder[] memory orders, uint256 value)
        private
        returns (uint256 firstLeaseId, uint256 excess)
    {
        uint256 price;
        (firstLeaseId, price) = _openAll(renter, orders);
        require(value >= price, PaymentTooLow(value, price));
        excess = value - price;
    }

    /// @dev The sender of an authorisation pays gas and chooses nothing: its nonce's key names the orders.
    function _checkCommitment(OpenOrder[] memory orders, bytes32 nonce) private pure {
        uint256 sequence = uint64(uint256(nonce));
        bytes32 expected = bytes32(((uint256(keccak256(abi.encode(orders))) >> 64) << 64) | sequence);
        require(nonce == expected, AuthorizationMismatch(nonce, expected));
    }

    function _checkUnits(uint256 leaseId, LeaseLib.Record storage lease, uint64 cumulativeUnits)
        private
        view
    {
        (uint64 redeemedUnits, uint64 units) = (lease.redeemedUnits, lease.units);
        require(cumulativeUnits > redeemedUnits, NothingToRedeem(leaseId, cumulativeUnits, redeemedUnits));
        require(cumulativeUnits <= units, UnitsAboveEscrow(leaseId, cumulativeUnits, units));
    }

    function _claimWhen(uint256 leaseId, bool condition) private view returns (UsageClaim storage claim) {
        claim = _claims[leaseId];
        require(condition, NoClaim(leaseId, claim.status));
    }

    /// @dev Of an active lease, for units that _checkUnits has passed.
    function _redeem(uint256 leaseId, uint64 cumulativeUnits, bytes memory signature)
        private
        returns (uint256 paid)
    {
        LeaseLib.Record storage lease = _leases[leaseId];
        address signer = lease.voucherSigner;
        bytes32 digest = _digest(VOUCHER_TYPEHASH, leaseId, cumulativeUnits);
        bool valid = SignatureLib.isValid(signer, digest, signature);
        require(valid, InvalidVoucher(leaseId, signer));

        Payout memory payout;
        _pay(leaseId, cumulativeUnits, payout);
        if (cumulativeUnits == lease.units) _close(leaseId, LeaseLib.Phase.Exhausted, payout);
        _send(payout);
        return payout.paid;
    }
}
