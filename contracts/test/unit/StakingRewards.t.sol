// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingRewardsTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function testFuzz_AddRewards_StreamLinearlyOverThePeriod(uint256 assets, uint256 elapsed) public {
        assets = _bound(assets, 1, 100_000_000e18);
        elapsed = _bound(elapsed, 0, 2 * STREAM);
        _stakeAs(alice, operator, 10e18);
        _addRewards(operator, assets);
        _skip(elapsed);
        uint256 expected = elapsed >= STREAM ? assets : (assets * elapsed) / STREAM;
        vm.assertEq(staking.activeAssetsOf(operator), 10e18 + expected, "released");
    }

    function testFuzz_AddRewards_ReleaseNoMoreWhenAccruedOften(uint8 steps, uint256 assets) public {
        uint256 count = _bound(steps, 1, 40);
        assets = _bound(assets, 1, 1_000_000e18);
        _stakeAs(alice, operator, 10e18);
        _addRewards(operator, assets);
        _fund(bob, count * MIN_STAKE);
        uint256 staked = 10e18;
        for (uint256 i = 0; i < count; ++i) {
            _skip(STREAM / 100);
            vm.prank(bob);
            staking.stake(operator, MIN_STAKE);
            staked += MIN_STAKE;
        }
        uint256 atOnce = (assets * (STREAM / 100) * count) / STREAM;
        uint256 released = staking.activeAssetsOf(operator) - staked;
        vm.assertLe(released, atOnce, "never ahead of the line");
        vm.assertApproxEqAbs(released, atOnce, count, "behind by at most 1 wei per step");
        _skip(STREAM);
        vm.assertEq(staking.activeAssetsOf(operator), staked + assets, "all of it in the end");
    }

    function testFuzz_AddRewards_StreamOnWithTheNext(uint256 first, uint256 second) public {
        first = _bound(first, 1, 1_000_000e18);
        second = _bound(second, 1, 1_000_000e18);
        _stakeAs(alice, operator, 10e18);
        _addRewards(operator, first);
        _skip(STREAM / 3);
        _addRewards(operator, second);
        uint256 released = (first * (STREAM / 3)) / STREAM;
        IStaking.Pool memory pool = staking.poolOf(operator);
        vm.assertEq(pool.streamRemaining, first - released + second, "both remain");
        vm.assertEq(pool.streamEndsAt, vm.getBlockTimestamp() + STREAM, "over a full period");
        _skip(STREAM);
        vm.assertEq(staking.activeAssetsOf(operator), 10e18 + first + second, "nothing lost");
    }

    function testFuzz_AddRewards_RevertWithNotRewards(address caller) public {
        vm.assume(caller != address(rewards));
        _stakeAs(alice, operator, 10e18);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotRewards.selector, caller));
        staking.addRewards(operator, 1e18);
    }

    function test_AddRewards_PayTheOperator() public {
        _stakeAs(alice, bob, 10e18);
        _addRewards(operator, 3e18);
        vm.assertEq(token.balanceOf(operator), 3e18, "paid");
        vm.assertEq(token.balanceOf(address(staking)), 10e18, "out of what was minted");
    }

    function testFuzz_AddRewards_ShareByStake(uint256 a, uint256 b, uint256 assets) public {
        a = _bound(a, MIN_STAKE, 1_000_000e18);
        b = _bound(b, MIN_STAKE, 1_000_000e18);
        assets = _bound(assets, 0, 1_000_000e18);
        _stakeAs(alice, operator, a);
        _stakeAs(bob, operator, b);
        if (assets != 0) _addRewards(operator, assets);
        _skip(STREAM);
        uint256 forAlice = staking.stakeOf(operator, alice) - a + 1;
        vm.assertApproxEqAbs(forAlice, (assets * a) / (a + b), 1e9, "pro rata");
        vm.assertLe(
            staking.stakeOf(operator, alice) + staking.stakeOf(operator, bob),
            a + b + assets,
            "never over-promised"
        );
    }
}
