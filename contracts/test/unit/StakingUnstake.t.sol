// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingUnstakeTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function testFuzz_RequestUnstake_PayWhatTheyWereWorthAfterTheThaw(uint256 assets, uint256 part) public {
        assets = _bound(assets, 2 * MIN_STAKE, 100_000_000e18);
        uint256 shares = _stakeAs(alice, operator, assets);
        part = _bound(part, 1e6, shares / 2);
        uint256 worth = staking.previewUnstake(operator, part);

        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, part);
        vm.assertEq(staking.openRequestCount(alice), 1, "open");
        vm.assertApproxEqAbs(staking.requestAssets(id), worth, 1, "thawing");
        _skip(THAW - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IStaking.StillThawing.selector, id, uint64(vm.getBlockTimestamp() + 1))
        );
        staking.withdraw(id);

        _skip(1);
        uint256 paid = staking.withdraw(id);
        vm.assertApproxEqAbs(paid, worth, 1, "paid");
        vm.assertLe(paid, worth, "rounded against the staker");
        vm.assertEq(token.balanceOf(alice), paid, "received");
        vm.assertEq(staking.openRequestCount(alice), 0, "closed");
        vm.assertEq(staking.requestAssets(id), 0, "worth nothing any more");
    }

    function testFuzz_Withdraw_PayTheStakerWhoeverCalls(address caller) public {
        uint256 shares = _stakeAs(alice, operator, 5e18);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        _skip(THAW);
        vm.prank(caller);
        staking.withdraw(id);
        vm.assertApproxEqAbs(token.balanceOf(alice), 5e18, 2, "alice is paid");
    }

    function test_Withdraw_AccrueThePoolFirst() public {
        uint256 shares = _stakeAs(alice, operator, 10e18);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, shares / 2);
        _skip(THAW);
        _addRewards(operator, 1e18);
        _skip(STREAM / 2);
        uint256 active = staking.activeAssetsOf(operator);
        staking.withdraw(id);
        vm.assertEq(staking.poolOf(operator).activeAssets, active, "what was released is stored");
        vm.assertEq(staking.poolOf(operator).streamUpdatedAt, vm.getBlockTimestamp(), "as of now");
    }

    function test_Withdraw_PayARequestOnce() public {
        uint256 shares = _stakeAs(alice, operator, 5e18);
        _stakeAs(bob, operator, 5e18);
        vm.startPrank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        _skip(THAW);
        staking.withdraw(id);
        IStaking.RequestStatus done = IStaking.RequestStatus.Withdrawn;
        vm.expectRevert(abi.encodeWithSelector(IStaking.RequestNotOpen.selector, id, done));
        staking.withdraw(id);
        vm.expectRevert(abi.encodeWithSelector(IStaking.RequestNotOpen.selector, id, done));
        staking.cancelUnstake(id);
        IStaking.RequestStatus none = IStaking.RequestStatus.None;
        vm.expectRevert(abi.encodeWithSelector(IStaking.RequestNotOpen.selector, 99, none));
        staking.withdraw(99);
    }

    function testFuzz_CancelUnstake_RestoreTheStake(uint256 assets, uint256 part) public {
        assets = _bound(assets, 2 * MIN_STAKE, 100_000_000e18);
        uint256 shares = _stakeAs(alice, operator, assets);
        part = _bound(part, 1e6, shares / 2);
        vm.startPrank(alice);
        uint256 id = staking.requestUnstake(operator, part);
        staking.cancelUnstake(id);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), assets, 3, "restored");
        vm.assertLe(staking.stakeOf(operator, alice), assets, "rounded against the staker");
        vm.assertEq(staking.openRequestCount(alice), 0, "closed");
        vm.assertEq(uint8(staking.requestOf(id).status), uint8(IStaking.RequestStatus.Cancelled), "status");
        _skip(THAW);
        IStaking.RequestStatus cancelled = IStaking.RequestStatus.Cancelled;
        vm.expectRevert(abi.encodeWithSelector(IStaking.RequestNotOpen.selector, id, cancelled));
        staking.withdraw(id);
    }

    function testFuzz_CancelUnstake_RevertWithNotStaker(address caller) public {
        vm.assume(caller != alice);
        uint256 shares = _stakeAs(alice, operator, 5e18);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotStaker.selector, id, caller));
        staking.cancelUnstake(id);
    }

    function testFuzz_RequestUnstake_RevertWithInsufficientSharesOrZeroShares(uint256 extra) public {
        uint256 shares = _stakeAs(alice, operator, 5e18);
        _stakeAs(bob, operator, 50e18);
        extra = _bound(extra, 1, type(uint256).max - shares);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IStaking.InsufficientShares.selector, shares + extra, shares));
        staking.requestUnstake(operator, shares + extra);
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroShares.selector));
        staking.requestUnstake(operator, 0);
    }

    function testFuzz_RequestUnstake_RevertWithStakeBelowMinimumUnlessNothingStays(uint256 kept) public {
        uint256 shares = _stakeAs(alice, operator, 5e18);
        kept = _bound(kept, 1, 1e24 - 2);
        uint256 worth = staking.previewUnstake(operator, kept);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IStaking.StakeBelowMinimum.selector, worth, MIN_STAKE));
        staking.requestUnstake(operator, shares - kept);
        staking.requestUnstake(operator, shares);
        vm.assertEq(staking.sharesOf(operator, alice), 0, "all of it may go");
    }

    function test_Withdraw_CostAtMost150kGas() public {
        _stakeAs(alice, operator, 200e18);
        uint256[] memory ids = new uint256[](64);
        vm.startPrank(alice);
        for (uint256 i = 0; i < 64; ++i) {
            ids[i] = staking.requestUnstake(operator, 1e24);
        }
        vm.stopPrank();
        _addRewards(operator, 1e18);
        _skip(THAW);
        uint256 before = gasleft();
        staking.withdraw(ids[31]);
        vm.assertLe(before - gasleft(), 150_000, "gas");
    }

    function test_RequestUnstake_PayTheStreamToTheOperator() public {
        uint256 shares = _stakeAs(alice, operator, 10e18);
        _addRewards(operator, 100e18);
        _skip(STREAM / 4);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        vm.assertApproxEqAbs(staking.requestAssets(id), 35e18, 1e6, "a quarter reached the pool");
        vm.assertApproxEqAbs(token.balanceOf(operator), 75e18, 1e6, "the rest is the operator's");
        IStaking.Pool memory pool = staking.poolOf(operator);
        vm.assertEq(pool.activeAssets + pool.streamRemaining, 0, "nothing stays behind");
        _skip(THAW);
        staking.withdraw(id);
        vm.assertEq(token.balanceOf(address(staking)), 0, "all of it was somebody's");
    }
}
