// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

/// @title Rewards that meet an empty pool, or a stake that comes only for them: nothing lost, nothing promised twice.
contract RewardGapsTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function test_rewardsOfAPoolWithoutSharesGoToTheOperatorExactly() public {
        vm.prank(address(rewards));
        token.mintRewards(address(staking), 7e18 + 1, address(0), 0);
        vm.expectEmit(true, true, true, true, address(staking));
        emit IStaking.RewardsAdded(operator, 7e18 + 1, true);
        vm.prank(address(rewards));
        staking.addRewards(operator, 7e18 + 1);
        vm.assertEq(token.balanceOf(operator), 7e18 + 1, "paid");
        vm.assertEq(token.balanceOf(address(staking)), 0, "nothing kept");
        vm.assertEq(staking.activeAssetsOf(operator), 0, "nothing promised");
        _stakeAs(alice, operator, 5e18);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), 5e18, 1, "the first staker finds no gift");
    }

    function testFuzz_attack_stakingJustInTimeEarnsNothing(uint256 stakeAssets, uint256 rewardAssets) public {
        stakeAssets = _bound(stakeAssets, MIN_STAKE, 100_000_000e18);
        rewardAssets = _bound(rewardAssets, 1, 1_000_000e18);
        _stakeAs(alice, operator, 10e18);
        uint256 shares = _stakeAs(bob, operator, stakeAssets);
        _addRewards(operator, rewardAssets);
        vm.prank(bob);
        uint256 id = staking.requestUnstake(operator, shares);
        vm.assertLe(staking.requestAssets(id), stakeAssets, "no gain without time");
    }

    function testFuzz_attack_stakeAndLeaveNeverPays(uint256 assets, uint256 others, uint256 reward) public {
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        others = _bound(others, MIN_STAKE, 1_000_000e18);
        reward = _bound(reward, 1, 1_000_000e18);
        _stakeAs(alice, operator, others);
        _addRewards(operator, reward);
        _skip(STREAM + 1);
        uint256 shares = _stakeAs(bob, operator, assets);
        vm.prank(bob);
        uint256 id = staking.requestUnstake(operator, shares);
        _skip(THAW);
        vm.assertLe(staking.withdraw(id), assets, "a round trip never gains");
    }
}
