// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

contract LeaseSettleTest is LeaseTest {
    uint256 internal lease;

    function setUp() public override {
        super.setUp();
        lease = _open();
    }

    function testFuzz_RuleUsage_PayWhatItRuledAndGoOn(uint64 ruled) public {
        ruled = uint64(_bound(ruled, 1, 40));
        _lodge(lease, 40);
        _contest(lease);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Ruled, ruled, 0, 100, 100 - ruled);
        _rule(lease, ruled);
        vm.assertEq(token.balanceOf(operator), _net(ruled), "paid");
        vm.assertEq(market.leaseOf(lease).redeemedUnits, ruled, "counted");
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.None, 40, 0, 0, 0);
        _redeem(lease, 41);
    }

    function testFuzz_RuleUsage_PayNothingMoreThanWasPaidAlready(uint64 ruled) public {
        _redeem(lease, 20);
        _lodge(lease, 40);
        _contest(lease);
        uint256 balance = token.balanceOf(operator);
        ruled = uint64(_bound(ruled, 0, 20));
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Ruled, ruled, 0, 100, 80);
        _rule(lease, ruled);
        vm.assertEq(token.balanceOf(operator), balance, "nothing more");
        vm.assertEq(market.leaseOf(lease).redeemedUnits, 20, "nothing less");
    }

    function test_RuleUsage_CloseTheLeaseWithItsLastUnit() public {
        _lodge(lease, 100);
        _contest(lease);
        _rule(lease, 100);
        vm.assertTrue(
            market.leaseOf(lease).closeReason == ILeaseMarketTypes.CloseReason.Exhausted,
            "nothing is left of it"
        );
        vm.assertEq(market.escrowTotal(), 0, "nor of its escrow");
    }

    function testFuzz_RuleUsage_PayOutOfWhatWasHeldAndRefundTheRest(uint64 ruled) public {
        ruled = uint64(_bound(ruled, 0, 40));
        _redeem(lease, 15);
        _lodge(lease, 40);
        _contest(lease);
        _closeAs(operator, lease);
        (uint256 paid, uint256 refunded) = (token.balanceOf(operator), token.balanceOf(renter));
        uint64 more = ruled > 15 ? ruled - 15 : 0;
        uint256 refund = (25 - more) * uint256(PRICE);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Ruled, ruled, refund, 15 + more, 0);
        _rule(lease, ruled);
        vm.assertEq(token.balanceOf(operator) - paid, _net(more), "paid");
        vm.assertEq(token.balanceOf(renter) - refunded, refund, "refunded");
        vm.assertEq(token.balanceOf(address(market)), 0, "nothing is left");
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.None, 40, 0, 0, 0);
    }

    function test_RuleUsage_SettleItAsOvertaken() public {
        _lodge(lease, 40);
        _contest(lease);
        _redeem(lease, 50);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Overtaken, 40, 0, 100, 50);
        _rule(lease, 30);
    }

    function testFuzz_RuleUsage_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != court);
        _lodge(lease, 40);
        _contest(lease);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
        market.ruleUsage(lease, 1);
    }

    function test_RuleUsage_RevertWithRulingAboveClaim() public {
        _lodge(lease, 40);
        _contest(lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.RulingAboveClaim.selector, lease, 41, 40));
        _rule(lease, 41);
    }

    function test_RuleUsage_RevertWithNoClaimForTheRuling() public {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 0));
        _rule(lease, 0);
        _lodge(lease, 40);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 1));
        _rule(lease, 0);
    }

    function test_RuleUsage_RevertWithRulingOver() public {
        _lodge(lease, 40);
        _contest(lease);
        _skip(RULING);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.RulingOver.selector, lease, _now()));
        _rule(lease, 40);
    }

    function testFuzz_SettleUsage_PayAsAttestedWhoeverCalls(address caller, uint64 units) public {
        units = uint64(_bound(units, 1, 99));
        _lodge(lease, units);
        _skip(CONTEST);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Uncontested, units, 0, 100, 100 - units);
        vm.prank(caller);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), _net(units), "paid");
        vm.assertTrue(market.leaseOf(lease).status == ILeaseMarketTypes.LeaseStatus.Open, "goes on");
    }

    function test_SettleUsage_CloseTheLeaseAsExhausted() public {
        _closeAs(renter, lease);
        _lodge(lease, 100);
        _skip(CONTEST);
        market.settleUsage(lease);
        vm.assertTrue(
            market.leaseOf(lease).closeReason == ILeaseMarketTypes.CloseReason.Exhausted, "exhausted"
        );
        vm.assertEq(market.escrowTotal(), 0, "nothing is left");
    }

    function test_SettleUsage_PayNothingAndLetTheLeaseGoOn() public {
        _lodge(lease, 40);
        _contest(lease);
        _skip(RULING);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.RulingMissed, 0, 0, 100, 100);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), 0, "nothing");
        _redeem(lease, 10);
    }

    function test_SettleUsage_PayWhatWasHeld() public {
        _lodge(lease, 40);
        _closeAs(operator, lease);
        _skip(CONTEST);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Uncontested, 40, 0, 40, 0);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), _net(40), "paid");
        vm.assertEq(market.leaseOf(lease).redeemedUnits, 40, "counted");
        vm.assertTrue(
            market.leaseOf(lease).closeReason == ILeaseMarketTypes.CloseReason.OperatorClosed,
            "still why it closed"
        );
        vm.assertEq(token.balanceOf(address(market)), 0, "nothing is left");
    }

    function test_SettleUsage_RefundWhatWasHeld() public {
        _lodge(lease, 40);
        _closeAs(operator, lease);
        _contest(lease);
        _skip(RULING);
        uint256 balance = token.balanceOf(renter);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.RulingMissed, 0, 40 * uint256(PRICE), 0, 0);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(renter) - balance, 40 * PRICE, "refunded");
    }

    function test_SettleUsage_DropItAsOvertaken() public {
        _lodge(lease, 40);
        _redeem(lease, 40);
        _skip(CONTEST);
        _expectSettled(ILeaseMarketTypes.ClaimOutcome.Overtaken, 40, 0, 100, 60);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), _net(40), "once");
    }

    function test_SettleUsage_RevertWithClaimNotSettled() public {
        _lodge(lease, 40);
        uint256 endsAt = _now() + CONTEST;
        vm.warp(endsAt - 1);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.ClaimNotSettled.selector, lease, endsAt));
        market.settleUsage(lease);
        _contest(lease);
        endsAt = _now() + RULING;
        vm.warp(endsAt - 1);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.ClaimNotSettled.selector, lease, endsAt));
        market.settleUsage(lease);
    }

    function test_SettleUsage_RevertWithNoClaim() public {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 0));
        market.settleUsage(lease);
        _lodge(lease, 40);
        _skip(CONTEST);
        market.settleUsage(lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 0));
        market.settleUsage(lease);
    }

    function test_SettleUsage_SettleAllTheSame() public {
        _lodge(lease, 40);
        vm.prank(guardian);
        market.pause();
        _skip(CONTEST);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), _net(40), "paid while paused");
    }

    function _expectSettled(
        ILeaseMarketTypes.ClaimOutcome outcome,
        uint64 units,
        uint256 refunded,
        uint64 consumed,
        uint256 unitsOwed
    ) private {
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.UsageSettled(lease, outcome, units, refunded, consumed, unitsOwed * PRICE);
    }
}
