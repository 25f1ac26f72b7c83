// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "../support/NetworkTest.sol";

/// @title Making the price of a share so high that the next one rounds down to nothing (ERC-4626 inflation).
contract InflationTest is NetworkTest {
    address internal mallory;
    address internal victim;

    function setUp() public override {
        super.setUp();
        mallory = _account("mallory");
        victim = _account("victim");
    }

    /// The attacker is first, leaves as little as it may, donates, and gets the pool's rewards; then a victim comes.
    /// forge-config: deep.fuzz.runs = 200000
    function testFuzz_attack_firstDepositorInflation(uint256 seed, uint256 donation, uint256 victimAssets)
        public
    {
        seed = _bound(seed, MIN_STAKE, 1_000e18);
        donation = _bound(donation, 0, 1_000_000e18);
        victimAssets = _bound(victimAssets, MIN_STAKE, 10_000_000e18);
        uint256 shares = _stakeAs(mallory, mallory, seed);
        vm.prank(treasury);
        token.transfer(address(staking), donation);
        _stakeAs(victim, mallory, victimAssets);

        vm.assertLe(victimAssets - staking.stakeOf(mallory, victim), 1, "the victim loses at most 1 wei");
        vm.prank(mallory);
        uint256 id = staking.requestUnstake(mallory, shares);
        vm.assertLe(staking.requestAssets(id), seed, "the attacker gains nothing");
    }

    /// The same with the price pushed up by rewards to a pool of the smallest size.
    function testFuzz_attack_rewardsToATinyPoolDoNotRoundTheNextStakerAway(
        uint256 reward,
        uint256 victimAssets
    ) public {
        reward = _bound(reward, 0, 10_000_000e18);
        victimAssets = _bound(victimAssets, MIN_STAKE, 1_000_000e18);
        _stakeAs(mallory, mallory, MIN_STAKE);
        if (reward != 0) _addRewards(mallory, reward);
        _skip(STREAM);
        uint256 sharePrice = staking.activeAssetsOf(mallory) / 1e24 + 1;
        _stakeAs(victim, mallory, victimAssets);
        vm.assertLe(
            victimAssets - staking.stakeOf(mallory, victim), sharePrice + 1, "at most one share's price"
        );
    }

    /// Filling the thaw pool with crumbs must not make the victim's request round down.
    function testFuzz_attack_thawCrumbsDoNotEatTheNextRequest(uint256 crumb, uint256 rounds) public {
        crumb = _bound(crumb, 1e6, 1e9);
        rounds = _bound(rounds, 1, 20);
        _stakeAs(mallory, mallory, 10e18);
        uint256 victimShares = _stakeAs(victim, mallory, 5e18);
        vm.startPrank(mallory);
        for (uint256 i = 0; i < rounds; ++i) {
            staking.requestUnstake(mallory, crumb + i);
        }
        _skip(THAW);
        for (uint256 i = 1; i < rounds; ++i) {
            staking.withdraw(i);
        }
        vm.stopPrank();
        vm.prank(victim);
        uint256 id = staking.requestUnstake(mallory, victimShares);
        vm.assertGe(staking.requestAssets(id) + rounds + 2, 5e18, "the request is worth the stake");
    }
}
