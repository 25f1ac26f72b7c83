// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseMarket} from "../../src/LeaseMarket.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Test} from "../support/Test.sol";

/// @title Four renters, three operators, attestors, a court, a guardian and a clock, doing anything they may in any
/// order.
/// @dev Every call is shaped so that it must succeed: a revert is a finding (fail_on_revert).
contract LeaseHandler is Test {
    uint256 private constant MAX_LIVE = 6;
    uint64 private constant MAX_UNITS = 300;
    uint32 private constant SLOTS = 3;
    uint64 private constant MIN_UNITS = 3;

    LeaseMarket public immutable market;
    N3Token public immutable token;
    address private immutable _court;
    address private immutable _guardian;
    address private immutable _admin;
    uint256[] private _attestorKeys;

    address[4] public renters;
    address[3] public operators;
    uint256[3] private _nonces;
    /// @dev Leases that are active or wait for their claim; the others are done for good.
    uint256[] public liveIds;
    mapping(uint256 leaseId => uint64) public redeemedBefore;
    /// @dev Of leases that are done: what their offers keep as consumed, and the wei their operators were paid.
    mapping(bytes32 offerId => uint64) public doneUnits;
    uint256 public doneValue;
    uint256 public donated;

    constructor(
        LeaseMarket market_,
        N3Token token_,
        address[3] memory roles,
        address treasury,
        uint256[] memory keys
    ) {
        (market, token, _attestorKeys) = (market_, token_, keys);
        (_court, _guardian, _admin) = (roles[0], roles[1], roles[2]);
        for (uint256 i = 0; i < renters.length; ++i) {
            renters[i] = vm.addr(uint256(keccak256(abi.encode("renter", i))));
            vm.prank(treasury);
            token.transfer(renters[i], 1_000_000e18);
            vm.prank(renters[i]);
            token.approve(address(market), type(uint256).max);
        }
        for (uint256 i = 0; i < operators.length; ++i) {
            operators[i] = vm.addr(_operatorKey(i));
        }
    }

    function open(uint256 who, uint256 where, uint256 slots, uint256 units, uint256 excess) external {
        if (liveIds.length == MAX_LIVE) return;
        if (market.paused()) pauseOrResume();
        ILeaseMarketTypes.OpenOrder memory order;
        order.offer = offerOf(where % 3);
        ILeaseMarketTypes.OfferState memory state = market.offerState(order.offer);
        if (state.unitsLeft < MIN_UNITS) ++_nonces[where % 3];
        if (state.status != ILeaseMarketTypes.OfferStatus.Available) return;
        order.slots = uint32(_bound(slots, 1, state.slotsFree));
        if (MIN_UNITS * order.slots > state.unitsLeft) order.slots = 1;
        order.units = uint64(_bound(units, MIN_UNITS * order.slots, state.unitsLeft));
        (order.maxPricePerUnit, order.voucherSigner) = (type(uint96).max, vm.addr(_key("session")));
        order.signature = _sign(_operatorKey(where % 3), state.offerId);
        _openBy(renters[who % 4], order, excess);
        liveIds.push(market.leaseCount());
    }

    function redeem(uint256 which, uint64 units) external {
        (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(which);
        if (!_isActive(lease)) return;
        units = uint64(_bound(units, lease.redeemedUnits + 1, lease.units));
        market.redeem(id, units, _voucher(id, units));
        _sort(id);
    }

    /// @dev Two vouchers, the second perhaps of the same lease, perhaps old: nothing is paid twice.
    function redeemMany(uint256 first, uint256 second, uint64 units) external {
        if (liveIds.length == 0) return;
        ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](2);
        for (uint256 i = 0; i < 2; ++i) {
            (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(i == 0 ? first : second);
            uint64 up = uint64(_bound(units, 0, lease.units));
            vouchers[i] = ILeaseMarketTypes.Voucher(id, up, _voucher(id, up));
        }
        market.redeemMany(vouchers);
        _sort(vouchers[0].leaseId);
        if (vouchers[1].leaseId != vouchers[0].leaseId) _sort(vouchers[1].leaseId);
    }

    function close(uint256 which, bool byOperator) external {
        (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(which);
        if (!_isActive(lease)) return;
        if (!byOperator && lease.status == ILeaseMarketTypes.LeaseStatus.Closing) return;
        vm.prank(byOperator ? lease.operator : lease.renter);
        market.close(id);
        _sort(id);
    }

    function finalize(uint256 which, address caller) external {
        (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(which);
        if (!_isActive(lease) || vm.getBlockTimestamp() < market.leaseState(id).finalizableAt) return;
        vm.prank(caller);
        market.finalize(id);
        _sort(id);
    }

    function lodgeUsage(uint256 which, uint64 units) external {
        (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(which);
        if (!_isActive(lease)) return;
        if (lease.thawEndsAt != 0 && vm.getBlockTimestamp() >= lease.thawEndsAt) return;
        uint64 lodged = market.claimOf(id).cumulativeUnits;
        uint64 low = lodged > lease.redeemedUnits ? lodged : lease.redeemedUnits;
        if (low == lease.units) return;
        units = uint64(_bound(units, low + 1, lease.units));
        bytes32 digest = _typed(keccak256(abi.encode(market.USAGE_TYPEHASH(), id, units)));
        uint256 quorum = (_attestorKeys.length + 1) / 2;
        (address[] memory signers, bytes[] memory signatures) = (new address[](quorum), new bytes[](quorum));
        for (uint256 i = 0; i < quorum; ++i) {
            (signers[i], signatures[i]) = (vm.addr(_attestorKeys[i]), _sign(_attestorKeys[i], digest));
        }
        market.lodgeUsage(id, units, signers, signatures);
    }

    function contestUsage(uint256 which) external {
        (uint256 id, ILeaseMarketTypes.Lease memory lease) = _pick(which);
        ILeaseMarketTypes.UsageClaim memory claim = market.claimOf(id);
        if (claim.status != ILeaseMarketTypes.ClaimStatus.Lodged) return;
        if (vm.getBlockTimestamp() >= claim.contestEndsAt) return;
        vm.prank(lease.renter);
        market.contestUsage(id);
    }

    function ruleUsage(uint256 which, uint64 units) external {
        (uint256 id,) = _pick(which);
        ILeaseMarketTypes.UsageClaim memory claim = market.claimOf(id);
        if (claim.status != ILeaseMarketTypes.ClaimStatus.Contested) return;
        if (vm.getBlockTimestamp() >= claim.rulingEndsAt) return;
        vm.prank(_court);
        market.ruleUsage(id, uint64(_bound(units, 0, claim.cumulativeUnits)));
        _sort(id);
    }

    function settleUsage(uint256 which, address caller) external {
        (uint256 id,) = _pick(which);
        ILeaseMarketTypes.UsageClaim memory claim = market.claimOf(id);
        if (claim.status == ILeaseMarketTypes.ClaimStatus.None) return;
        bool contested = claim.status == ILeaseMarketTypes.ClaimStatus.Contested;
        if (vm.getBlockTimestamp() < (contested ? claim.rulingEndsAt : claim.contestEndsAt)) return;
        vm.prank(caller);
        market.settleUsage(id);
        _sort(id);
    }

    /// @dev What happens now and then: an offer withdrawn, a pause, N3 sent by mistake.
    function interfere(uint256 what, uint256 who, uint256 amount) external {
        if (what % 3 == 0) pauseOrResume();
        if (what % 3 == 1) {
            vm.prank(operators[who % 3]);
            market.cancelOffer(_nonces[who % 3]++);
        }
        if (what % 3 == 2) {
            amount = _bound(amount, 1, 1e18);
            vm.prank(renters[who % 4]);
            token.transfer(address(market), amount);
            donated += amount;
        }
    }

    function pass(uint256 duration) external {
        _skip(_bound(duration, 1, 1 days));
    }

    function pauseOrResume() public {
        bool paused = market.paused();
        vm.prank(paused ? _admin : _guardian);
        if (paused) market.unpause();
        else market.pause();
    }

    function offerOf(uint256 where) public view returns (ILeaseMarketTypes.Offer memory) {
        return ILeaseMarketTypes.Offer({
            operator: operators[where],
            kind: ILeaseMarketTypes.OfferKind(where),
            specHash: "spec",
            pricePerUnit: uint96(1e15 + 333 * where),
            slots: SLOTS,
            minUnits: MIN_UNITS,
            maxUnits: MAX_UNITS,
            maxDuration: 2 hours,
            validUntil: type(uint64).max,
            nonce: _nonces[where]
        });
    }

    function live() external view returns (uint256[] memory) {
        return liveIds;
    }

    /// @dev After what may have ended a lease: if it is done, it leaves the list.
    function _sort(uint256 id) private {
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(id);
        vm.assertGe(state.lease.redeemedUnits, redeemedBefore[id], "what is paid never falls");
        redeemedBefore[id] = state.lease.redeemedUnits;
        if (_isActive(state.lease) || state.claim.status != ILeaseMarketTypes.ClaimStatus.None) return;
        vm.assertEq(state.escrow, 0, "a lease that is done keeps nothing");
        doneUnits[state.lease.offerId] += state.lease.redeemedUnits;
        doneValue += uint256(state.lease.redeemedUnits) * state.lease.pricePerUnit;
        for (uint256 i = 0; i < liveIds.length; ++i) {
            if (liveIds[i] != id) continue;
            liveIds[i] = liveIds[liveIds.length - 1];
            liveIds.pop();
            return;
        }
    }

    function _openBy(address renter, ILeaseMarketTypes.OpenOrder memory order, uint256 excess) private {
        vm.prank(renter);
        if (excess % 2 == 0) {
            market.open(order);
            return;
        }
        ILeaseMarketTypes.OpenOrder[] memory orders = new ILeaseMarketTypes.OpenOrder[](1);
        orders[0] = order;
        uint256 price = uint256(order.units) * order.offer.pricePerUnit;
        token.transferAndCall(address(market), price + (excess % 1e18), abi.encode(orders));
    }

    /// @dev Of no lease at all when none is live.
    function _pick(uint256 which) private view returns (uint256 id, ILeaseMarketTypes.Lease memory lease) {
        if (liveIds.length == 0) return (0, lease);
        id = liveIds[which % liveIds.length];
        lease = market.leaseOf(id);
    }

    function _isActive(ILeaseMarketTypes.Lease memory lease) private pure returns (bool) {
        return lease.status == ILeaseMarketTypes.LeaseStatus.Open
            || lease.status == ILeaseMarketTypes.LeaseStatus.Closing;
    }

    function _voucher(uint256 id, uint64 units) private view returns (bytes memory) {
        bytes32 structHash = keccak256(abi.encode(market.VOUCHER_TYPEHASH(), id, units));
        return _sign(_key("session"), _typed(structHash));
    }

    function _typed(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", market.DOMAIN_SEPARATOR(), structHash));
    }

    function _operatorKey(uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("operator", index)));
    }
}
