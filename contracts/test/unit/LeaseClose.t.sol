// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract LeaseCloseTest is LeaseTest {
    uint256 internal lease;

    function setUp() public override {
        super.setUp();
        lease = _open();
    }

    function test_Close_StartTheThawAndMoveNoMoney() public {
        uint256 balance = token.balanceOf(renter);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.LeaseClosing(lease, renter, uint48(_now()) + LEASE_THAW);
        _closeAs(renter, lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closing, ILeaseMarketTypes.CloseReason.None);
        vm.assertEq(market.leaseOf(lease).thawEndsAt, _now() + LEASE_THAW, "thaw");
        vm.assertEq(token.balanceOf(renter), balance, "nothing yet");
        (uint32 slots,) = market.consumptionOf(market.leaseOf(lease).offerId);
        vm.assertEq(slots, 1, "its slot is not free yet");
    }

    function test_Close_RevertWithAlreadyClosingTheSecondTime() public {
        _closeAs(renter, lease);
        uint48 endsAt = market.leaseOf(lease).thawEndsAt;
        _skip(1 minutes);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.AlreadyClosing.selector, lease, endsAt));
        _closeAs(renter, lease);
    }

    function test_Close_StartTheThawForIt() public {
        Wallet1271 wallet = new Wallet1271(renter);
        _fundRenter(address(wallet), 1e18);
        lease = _openAs(address(wallet), _order());
        vm.prank(renter);
        wallet.execute(address(market), abi.encodeCall(market.close, (lease)));
        _check(ILeaseMarketTypes.LeaseStatus.Closing, ILeaseMarketTypes.CloseReason.None);
    }

    function testFuzz_Close_RefundAllThatIsNotPaidAtOnce(uint64 redeemed) public {
        redeemed = uint64(_bound(redeemed, 0, 99));
        if (redeemed != 0) _redeem(lease, redeemed);
        uint256 balance = token.balanceOf(renter);
        uint256 refund = (100 - redeemed) * uint256(PRICE);
        bytes32 offerId = market.leaseOf(lease).offerId;
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.LeaseClosed(
            lease, offerId, ILeaseMarketTypes.CloseReason.OperatorClosed, refund, redeemed, 0, 0, redeemed, 0
        );
        _closeAs(operator, lease);
        vm.assertEq(token.balanceOf(renter) - balance, refund, "also the minimum");
        vm.assertEq(token.balanceOf(address(market)), 0, "nothing is left");
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.OperatorClosed);
    }

    function test_Close_EndAThawAtOnce() public {
        _closeAs(renter, lease);
        _closeAs(operator, lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.OperatorClosed);
        vm.assertEq(market.escrowTotal(), 0, "refunded");
    }

    function test_Close_HoldBackWhatTheClaimAsksFor() public {
        _redeem(lease, 5);
        _lodge(lease, 40);
        uint256 balance = token.balanceOf(renter);
        _closeAs(operator, lease);
        vm.assertEq(token.balanceOf(renter) - balance, 60 * PRICE, "beyond the claim");
        vm.assertEq(market.escrowTotal(), 35 * PRICE, "held back");
        vm.assertEq(market.claimOf(lease).heldUnits, 35, "held back");
        (uint32 slots, uint64 units) = market.consumptionOf(market.leaseOf(lease).offerId);
        vm.assertEq(slots, 0, "its slot is free");
        vm.assertEq(units, 40, "paid and held");
    }

    function test_Close_CloseAtOnce() public {
        _fundRenter(operator, 1e18);
        lease = _openAs(operator, _order());
        _closeAs(operator, lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.OperatorClosed);
    }

    function testFuzz_Close_RevertWithNotParty(address caller) public {
        vm.assume(caller != renter && caller != operator);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NotParty.selector, lease, caller));
        _closeAs(caller, lease);
    }

    function test_Close_RevertWithLeaseNotActiveToBoth() public {
        _closeAs(operator, lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
        _closeAs(operator, lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
        _closeAs(renter, lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, 9, 0));
        _closeAs(address(0), 9);
    }

    function test_Close_CloseAllTheSame() public {
        uint256 second = _open();
        _stopTheWorld();
        _closeAs(renter, lease);
        _closeAs(operator, second);
        _check(ILeaseMarketTypes.LeaseStatus.Closing, ILeaseMarketTypes.CloseReason.None);
    }

    function test_Finalize_RevertWithNotFinalizableUntilTheThawEnds() public {
        _closeAs(renter, lease);
        uint256 endsAt = _now() + LEASE_THAW;
        vm.warp(endsAt - 1);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NotFinalizable.selector, lease, endsAt));
        market.finalize(lease);
        _skip(1);
        market.finalize(lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.RenterClosed);
    }

    function testFuzz_Finalize_PayTheMinimumAndRefundTheRest(uint64 redeemed) public {
        redeemed = uint64(_bound(redeemed, 0, 99));
        uint256 balance = token.balanceOf(renter);
        uint256 paid = redeemed == 0 ? 0 : _redeem(lease, redeemed);
        uint64 due = redeemed < 10 ? 10 : redeemed;
        if (due != redeemed) paid += _net(due - redeemed);
        _closeAs(renter, lease);
        _skip(LEASE_THAW);
        bytes32 offerId = market.leaseOf(lease).offerId;
        uint256 refund = (100 - due) * uint256(PRICE);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.LeaseClosed(
            lease, offerId, ILeaseMarketTypes.CloseReason.RenterClosed, refund, due, 0, 0, due, 0
        );
        market.finalize(lease);
        vm.assertEq(token.balanceOf(renter) - balance, refund, "refunded");
        vm.assertEq(token.balanceOf(operator), paid, "paid");
        vm.assertEq(token.balanceOf(address(market)), 0, "nothing is left");
    }

    function test_Finalize_RevertWithNotFinalizableUntilExpiryAndGrace() public {
        uint256 endsAt = _now() + 1 hours + GRACE;
        vm.warp(endsAt - 1);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NotFinalizable.selector, lease, endsAt));
        market.finalize(lease);
    }

    function testFuzz_Finalize_CloseAsExpiredWhoeverCalls(address caller) public {
        _skip(1 hours + GRACE);
        vm.prank(caller);
        market.finalize(lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.Expired);
        vm.assertEq(market.leaseOf(lease).redeemedUnits, 10, "the minimum");
        vm.assertEq(market.escrowTotal(), 0, "nothing is left");
    }

    function test_Finalize_HoldBackWhatItAsksForBeyond() public {
        _lodge(lease, 40);
        _closeAs(renter, lease);
        _skip(LEASE_THAW);
        market.finalize(lease);
        vm.assertEq(market.leaseOf(lease).redeemedUnits, 10, "the minimum is paid");
        vm.assertEq(market.escrowTotal(), 30 * PRICE, "the rest of the claim is held");
        ILeaseMarketTypes.UsageClaim memory claim = market.claimOf(lease);
        vm.assertEq(claim.heldUnits, 30, "held");
        vm.assertTrue(claim.status == ILeaseMarketTypes.ClaimStatus.Lodged, "not settled yet");
    }

    function test_Finalize_SettleItAsOvertaken() public {
        _lodge(lease, 10);
        _closeAs(renter, lease);
        _skip(LEASE_THAW);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.UsageSettled(
            lease, ILeaseMarketTypes.ClaimOutcome.Overtaken, 10, 0, 100, 90 * uint256(PRICE)
        );
        market.finalize(lease);
        vm.assertTrue(market.claimOf(lease).status == ILeaseMarketTypes.ClaimStatus.None, "settled");
        vm.assertEq(market.escrowTotal(), 0, "nothing is held");
    }

    function test_Finalize_RevertWithLeaseNotActiveToAnyone() public {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, 9, 0));
        market.finalize(9);
        _closeAs(operator, lease);
        _skip(365 days);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
        market.finalize(lease);
    }

    function test_Finalize_FinalizeAllTheSame() public {
        _stopTheWorld();
        _skip(1 hours + GRACE);
        market.finalize(lease);
        _check(ILeaseMarketTypes.LeaseStatus.Closed, ILeaseMarketTypes.CloseReason.Expired);
    }

    /// Paused, and the operator below its self-stake: neither may hold anybody's money.
    function _stopTheWorld() private {
        uint256 shares = staking.sharesOf(operator, operator);
        vm.prank(operator);
        staking.requestUnstake(operator, shares);
        vm.prank(guardian);
        market.pause();
    }

    function _check(ILeaseMarketTypes.LeaseStatus status, ILeaseMarketTypes.CloseReason reason) private view {
        ILeaseMarketTypes.Lease memory state = market.leaseOf(lease);
        vm.assertTrue(state.status == status, "status");
        vm.assertTrue(state.closeReason == reason, "reason");
    }
}
