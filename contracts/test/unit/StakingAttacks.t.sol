// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Staking} from "../../src/Staking.sol";
import {HostileToken} from "../support/HostileToken.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingAttacksTest is NetworkTest {
    address internal mallory;
    address internal victim;

    function setUp() public override {
        super.setUp();
        mallory = _account("mallory");
        victim = _account("victim");
    }

    /// The attacker is first, leaves as little as it may, donates, and gets the pool's rewards; then a victim comes.
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

    function testFuzz_attack_stakeAndLeaveNeverPays(uint256 assets, uint256 others, uint256 reward) public {
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        others = _bound(others, MIN_STAKE, 1_000_000e18);
        reward = _bound(reward, 1, 1_000_000e18);
        _stakeAs(victim, mallory, others);
        _addRewards(mallory, reward);
        _skip(STREAM + 1);
        uint256 shares = _stakeAs(mallory, mallory, assets);
        vm.prank(mallory);
        uint256 id = staking.requestUnstake(mallory, shares);
        _skip(THAW);
        vm.assertLe(staking.withdraw(id), assets, "a round trip never gains");
    }

    function test_attack_hostileTokenReentersEveryPairOfFunctions() public {
        (Staking pool, HostileToken hostile) = _hostileStaking();
        bytes[] memory inner = _entries(pool);
        for (uint256 outer = 0; outer < 7; ++outer) {
            for (uint256 i = 0; i < inner.length; ++i) {
                uint256 snapshot = vm.snapshotState();
                hostile.arm(address(pool), inner[i]);
                _callOuter(pool, outer);
                vm.assertTrue(hostile.entered(), "the attack was tried");
                vm.assertTrue(!hostile.succeeded(), "and refused");
                bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
                vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
                vm.revertToState(snapshot);
            }
        }
    }

    /// A staking contract over the hostile token, which holds every role, with a thawed request of mallory's.
    function _hostileStaking() private returns (Staking pool, HostileToken hostile) {
        hostile = new HostileToken();
        pool = new Staking(address(manager), N3Token(address(hostile)), _stakingParameters());
        bytes4[] memory open = new bytes4[](3);
        (open[0], open[1], open[2]) = (pool.stakeFor.selector, pool.addRewards.selector, pool.slash.selector);
        vm.startPrank(admin);
        manager.setTargetFunctionRole(address(pool), open, type(uint64).max);
        vm.stopPrank();
        vm.startPrank(mallory);
        pool.stake(mallory, 100e18);
        pool.requestUnstake(mallory, 50e24);
        _skip(THAW);
        pool.requestUnstake(mallory, 10e24);
        vm.stopPrank();
        pool.addRewards(mallory, 10e18);
    }

    function _entries(Staking pool) private view returns (bytes[] memory list) {
        list = new bytes[](9);
        list[0] = abi.encodeCall(pool.stake, (mallory, 5e18));
        list[1] = abi.encodeCall(pool.stakeWithPermit, (mallory, 5e18, 0, 0, 0, 0));
        list[2] = abi.encodeCall(pool.onTransferReceived, (mallory, mallory, 5e18, abi.encode(mallory)));
        list[3] = abi.encodeCall(pool.stakeFor, (mallory, mallory, 5e18));
        list[4] = abi.encodeCall(pool.requestUnstake, (mallory, 1e24));
        list[5] = abi.encodeCall(pool.cancelUnstake, (2));
        list[6] = abi.encodeCall(pool.withdraw, (1));
        list[7] = abi.encodeCall(pool.slash, (mallory, 1e18, "other"));
        list[8] = abi.encodeCall(pool.addRewards, (mallory, 1e18));
    }

    function _callOuter(Staking pool, uint256 index) private {
        vm.startPrank(mallory);
        if (index == 0) pool.stake(mallory, 5e18);
        if (index == 1) pool.stakeWithPermit(mallory, 5e18, 0, 0, 0, 0);
        if (index == 2) pool.stakeFor(mallory, mallory, 5e18);
        if (index == 3) pool.requestUnstake(mallory, pool.sharesOf(mallory, mallory));
        if (index == 4) pool.withdraw(1);
        if (index == 5) pool.slash(mallory, 1e18, "incident");
        if (index == 6) pool.addRewards(mallory, 1e18);
        vm.stopPrank();
    }
}
