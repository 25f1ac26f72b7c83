// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingCommissionTest is NetworkTest {
    address internal operator;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
    }

    function testFuzz_SetCommission_CountAfterTheDelay(uint16 bps) public {
        bps = uint16(_bound(bps, 1, MAX_COMMISSION));
        uint64 effectiveAt = uint64(vm.getBlockTimestamp()) + COMMISSION_DELAY;
        vm.expectEmit(true, true, true, true, address(staking));
        emit IStaking.CommissionScheduled(operator, bps, effectiveAt);
        vm.prank(operator);
        staking.setCommission(bps);
        _skip(COMMISSION_DELAY - 1);
        vm.assertEq(staking.commissionOf(operator), 0, "not yet");
        _skip(1);
        vm.assertEq(staking.commissionOf(operator), bps, "risen");
    }

    function testFuzz_SetCommission_CountAtOnceAndDropAWaitingRise(uint16 high, uint16 low) public {
        high = uint16(_bound(high, 1, MAX_COMMISSION - 1));
        low = uint16(_bound(low, 0, high));
        vm.startPrank(operator);
        staking.setCommission(high);
        _skip(COMMISSION_DELAY);
        staking.setCommission(high + 1);
        vm.expectEmit(true, true, true, true, address(staking));
        emit IStaking.CommissionSet(operator, low);
        staking.setCommission(low);
        vm.assertEq(staking.commissionOf(operator), low, "lower");
        vm.assertEq(staking.poolOf(operator).pendingCommissionBps, 0, "nothing waits");
        _skip(COMMISSION_DELAY);
        vm.assertEq(staking.commissionOf(operator), low, "the rise is gone");
    }

    function test_SetCommission_MakeASecondRiseWaitInFull() public {
        vm.startPrank(operator);
        staking.setCommission(100);
        _skip(COMMISSION_DELAY - 1);
        staking.setCommission(MAX_COMMISSION);
        _skip(1);
        vm.assertEq(staking.commissionOf(operator), 0, "the higher one waits in full");
        _skip(COMMISSION_DELAY - 1);
        vm.assertEq(staking.commissionOf(operator), MAX_COMMISSION, "then counts");
    }

    function testFuzz_SetCommission_RevertWithCommissionTooHigh(uint16 bps) public {
        bps = uint16(_bound(bps, MAX_COMMISSION + 1, type(uint16).max));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStaking.CommissionTooHigh.selector, bps, MAX_COMMISSION));
        staking.setCommission(bps);
    }

    /// They share words in storage.
    function testFuzz_SetCommission_ChangeNothingElseOfThePoolNorBeChangedByIt(uint16 first, uint16 second)
        public
    {
        first = uint16(_bound(first, 1, MAX_COMMISSION - 1));
        second = uint16(_bound(second, first + 1, MAX_COMMISSION));
        uint256 shares = _stakeAs(operator, operator, 30e18);
        _addRewards(operator, 7e18);
        vm.startPrank(operator);
        staking.setCommission(first);
        _skip(COMMISSION_DELAY);
        staking.requestUnstake(operator, shares / 3);
        IStaking.Pool memory before = staking.poolOf(operator);
        staking.setCommission(second);
        IStaking.Pool memory afterwards = staking.poolOf(operator);
        (before.commissionBps, before.pendingCommissionBps) = (first, second);
        before.pendingCommissionAt = uint64(vm.getBlockTimestamp()) + COMMISSION_DELAY;
        vm.assertEq(keccak256(abi.encode(before)), keccak256(abi.encode(afterwards)), "nothing else");
        staking.requestUnstake(operator, shares / 3);
        vm.stopPrank();
        _addRewards(operator, 1e18);
        IStaking.Pool memory last = staking.poolOf(operator);
        vm.assertEq(last.commissionBps, first, "commission");
        vm.assertEq(last.pendingCommissionBps, second, "pending");
        vm.assertEq(last.pendingCommissionAt, before.pendingCommissionAt, "when");
    }
}
