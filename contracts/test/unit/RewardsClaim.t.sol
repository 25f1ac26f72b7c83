// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

contract RewardsClaimTest is RewardsTest {
    function testFuzz_Claim_PayTheCommissionToTheOperatorAndTheRestToItsPool(uint256 amount, uint16 bps)
        public
    {
        amount = _bound(amount, 1, rewards.emissionThrough(1) - 1e18);
        bps = uint16(_bound(bps, 0, MAX_COMMISSION));
        vm.prank(operator);
        staking.setCommission(bps);
        _selfStake(operator);
        _skip(COMMISSION_DELAY);
        _publish(1, amount, 1e18);
        uint256 commission = (amount * bps) / 10_000;
        vm.expectEmit(true, true, true, true, address(rewards));
        emit IRewards.Claimed(operator, 1, amount, commission, amount - commission, false, amount, amount);
        vm.assertEq(_claim(1, amount, 1e18), amount, "returned");
        vm.assertEq(token.balanceOf(operator), commission, "commission");
        vm.assertEq(staking.poolOf(operator).streamRemaining, amount - commission, "streams to the pool");
        vm.assertEq(token.balanceOf(address(rewards)), 0, "nothing stays");
        vm.assertEq(token.rewardMinted(), amount, "minted exactly that");
    }

    function testFuzz_Claim_PayTheIncrementAlone(uint256 first, uint256 second) public {
        first = _bound(first, 1e18, rewards.emissionThrough(1) - 1e18);
        second = _bound(second, first, rewards.emissionThrough(2) - 2e18);
        _selfStake(operator);
        _publish(1, first, 1e18);
        _publish(2, second, 2e18);
        vm.assertEq(_claim(1, first, 1e18), first, "first");
        if (second == first) vm.expectRevert();
        vm.assertEq(_claim(2, second, 2e18), second - first, "increment");
        if (second != first) vm.assertEq(rewards.claimedOf(operator), second, "cumulative");
    }

    function test_Claim_ContainTheEpochsNeverClaimed() public {
        _selfStake(operator);
        _publish(1, 3e18, 1e18);
        _publish(2, 5e18, 2e18);
        vm.assertEq(_claim(2, 5e18, 2e18), 5e18, "both");
        vm.expectRevert(abi.encodeWithSelector(IRewards.NothingToClaim.selector, operator, 3e18, 5e18));
        _claim(1, 3e18, 1e18);
    }

    function testFuzz_Claim_PayTheOperatorWhoeverCalls(address caller) public {
        vm.prank(operator);
        staking.setCommission(5_000);
        _selfStake(operator);
        _skip(COMMISSION_DELAY);
        _publish(1, 10e18, 1e18);
        vm.assume(caller != operator && caller != address(staking));
        uint256 before = token.balanceOf(caller);
        vm.prank(caller);
        _claim(1, 10e18, 1e18);
        vm.assertEq(token.balanceOf(operator), 5e18, "operator");
        vm.assertEq(token.balanceOf(caller), before, "caller");
    }

    function test_Claim_StakeAllTheRewardsOfANewcomer() public {
        _publish(1, 30e18, 1e18);
        vm.expectEmit(true, true, true, true, address(rewards));
        emit IRewards.Claimed(operator, 1, 30e18, 30e18, 0, true, 30e18, 30e18);
        _claim(1, 30e18, 1e18);
        vm.assertEq(token.balanceOf(operator), 0, "not paid");
        vm.assertApproxEqAbs(staking.stakeOf(operator, operator), 30e18, 1, "staked");
    }

    function test_Claim_StakeTheCommission() public {
        vm.prank(operator);
        staking.setCommission(5_000);
        _stakeAs(other, operator, 500e18);
        _skip(COMMISSION_DELAY);
        _publish(1, 30e18, 1e18);
        _claim(1, 30e18, 1e18);
        vm.assertEq(token.balanceOf(operator), 0, "not paid");
        vm.assertApproxEqAbs(staking.stakeOf(operator, operator), 15e18, 1, "commission staked");
        vm.assertEq(staking.poolOf(operator).streamRemaining, 15e18, "delegators get theirs");
    }

    function testFuzz_Claim_PayTheCommissionOnlyFromTheMinimumOn(uint256 selfStake) public {
        selfStake = _bound(selfStake, MIN_STAKE, 2 * MIN_SELF_STAKE);
        vm.prank(operator);
        staking.setCommission(5_000);
        _stakeAs(operator, operator, selfStake);
        _skip(COMMISSION_DELAY);
        _publish(1, 30e18, 1e18);
        bool enough = staking.stakeOf(operator, operator) >= MIN_SELF_STAKE;
        vm.assertTrue(enough == staking.hasMinimumSelfStake(operator), "the view says the same");
        _claim(1, 30e18, 1e18);
        vm.assertEq(token.balanceOf(operator), enough ? 15e18 : 0, "paid");
        uint256 staked = enough ? selfStake : selfStake + 15e18;
        vm.assertApproxEqAbs(staking.stakeOf(operator, operator), staked, 2, "or staked");
    }

    function test_Claim_RevertWithBelowFirstStakeWhileTooSmallForAFirstStake() public {
        _publish(1, MIN_STAKE - 1, 1e18);
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.BelowFirstStake.selector, operator, MIN_STAKE - 1, MIN_STAKE)
        );
        _claim(1, MIN_STAKE - 1, 1e18);
        vm.assertEq(rewards.claimedOf(operator), 0, "not lost");
        _publish(2, MIN_STAKE, 2e18);
        vm.assertEq(_claim(2, MIN_STAKE, 2e18), MIN_STAKE, "paid whole");
    }

    function test_Claim_NotHoldBackTheDelegators() public {
        vm.prank(operator);
        staking.setCommission(1);
        _stakeAs(other, operator, 500e18);
        _skip(COMMISSION_DELAY);
        _publish(1, 30e18, 1e18);
        _claim(1, 30e18, 1e18);
        vm.assertEq(staking.poolOf(operator).streamRemaining, 30e18, "all of it to the pool");
    }

    function test_ClaimMany_SkipIt() public {
        _selfStake(operator);
        _publish(1, 3e18, 4e18);
        _claim(1, 3e18, 4e18);
        IRewards.Claim[] memory claims = new IRewards.Claim[](2);
        claims[0] = IRewards.Claim(1, operator, 3e18, _proof(_leaf(other, 4e18)));
        claims[1] = IRewards.Claim(1, other, 4e18, _proof(_leaf(operator, 3e18)));
        vm.assertEq(rewards.claimMany(claims), 4e18, "the other's alone");
        vm.assertEq(rewards.claimMany(claims), 0, "then nothing");
        vm.assertEq(rewards.totalClaimed(), 7e18, "total");
    }

    function test_ClaimMany_SkipTheNewcomer() public {
        _publish(1, 1e17, 4e18);
        IRewards.Claim[] memory claims = new IRewards.Claim[](2);
        claims[0] = IRewards.Claim(1, operator, 1e17, _proof(_leaf(other, 4e18)));
        claims[1] = IRewards.Claim(1, other, 4e18, _proof(_leaf(operator, 1e17)));
        vm.assertEq(rewards.claimMany(claims), 4e18, "the other is not held up");
    }

    function test_ClaimMany_RevertWithInvalidProof() public {
        _publish(1, 3e18, 4e18);
        IRewards.Claim[] memory claims = new IRewards.Claim[](2);
        claims[0] = IRewards.Claim(1, other, 4e18, _proof(_leaf(operator, 3e18)));
        claims[1] = IRewards.Claim(1, operator, 3e18, _proof("wrong"));
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, 3e18));
        rewards.claimMany(claims);
    }

    /// A tree that pays more than its total must stop at the total, whatever it promises.
    function test_Claim_RevertWithClaimsExceedTotal() public {
        _endEpoch(1);
        _post(1, _rootOfTwo(6e18, 6e18), 10e18);
        _skip(CHALLENGE);
        _claim(1, 6e18, 6e18);
        vm.expectRevert(abi.encodeWithSelector(IRewards.ClaimsExceedTotal.selector, 12e18, 10e18));
        rewards.claim(1, other, 6e18, _proof(_leaf(operator, 6e18)));
    }

    function test_Claim_PayFromOlderRootsAfterNewerClaims() public {
        _publish(1, 3e18, 4e18);
        _publish(2, 30e18, 4e18);
        _claim(2, 30e18, 4e18);
        vm.assertEq(
            rewards.claim(1, other, 4e18, _proof(_leaf(operator, 3e18))), 4e18, "from the first epoch"
        );
    }

    function testFuzz_RootOf_ShowWhatWasPosted(uint256 total) public {
        total = _bound(total, 0, rewards.emissionThrough(1));
        _endEpoch(1);
        uint256 postedAt = vm.getBlockTimestamp();
        _post(1, "root", total);
        IRewards.Root memory posted = rewards.rootOf(1);
        vm.assertEq(posted.root, bytes32("root"), "root");
        vm.assertEq(posted.dataHash, bytes32("data"), "data");
        vm.assertEq(posted.cumulativeTotal, total, "total");
        vm.assertEq(posted.postedAt, postedAt, "posted");
        vm.assertEq(posted.claimableAt, postedAt + CHALLENGE, "claimable");
        vm.assertEq(rewards.rootOf(2).postedAt, 0, "nothing for an epoch without one");
    }
}
