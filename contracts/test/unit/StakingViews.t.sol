// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingViewsTest is NetworkTest {
    address private operator;
    address private alice;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
    }

    function test_PoolState_BeZeroButForThePriceOfAnEmptyPool() public view {
        IStaking.PoolState memory expected;
        expected.pricePerShare = 1e18;
        _assertSame(staking.poolState(operator), expected);
    }

    function testFuzz_PoolState_CountWhatHasBeenReleasedAndShowWhatIsLeftAndItsRate(
        uint256 rewards_,
        uint256 elapsed
    ) public {
        rewards_ = _bound(rewards_, 1, 1_000_000e18);
        elapsed = _bound(elapsed, 0, STREAM - 1);
        _stakeAs(alice, operator, 50e18);
        _addRewards(operator, rewards_);
        _skip(elapsed);
        IStaking.PoolState memory state = staking.poolState(operator);
        uint256 released = (rewards_ * elapsed) / STREAM;
        vm.assertEq(state.activeAssets, 50e18 + released, "released");
        vm.assertEq(state.streamRemaining, rewards_ - released, "left");
        vm.assertEq(state.streamRate, (rewards_ - released) / (STREAM - elapsed), "rate");
        vm.assertGe(vm.getBlockTimestamp() + STREAM - elapsed, state.streamEndsAt, "end");
    }

    function test_PoolState_StopTheRateWhenTheStreamEnds() public {
        _stakeAs(alice, operator, 50e18);
        _addRewards(operator, 7e18);
        _skip(STREAM);
        IStaking.PoolState memory state = staking.poolState(operator);
        vm.assertEq(state.activeAssets, 57e18, "all released");
        vm.assertEq(state.streamRemaining, 0, "nothing left");
        vm.assertEq(state.streamRate, 0, "no rate");
        vm.assertApproxEqAbs(state.pricePerShare, 1.14e18, 1, "a share is worth more");
    }

    function testFuzz_PoolState_ShowTheRiseUntilItCounts(uint16 bps) public {
        bps = uint16(_bound(bps, 1, staking.maxCommissionBps()));
        vm.prank(operator);
        staking.setCommission(bps);
        uint64 effectiveAt = uint64(vm.getBlockTimestamp()) + COMMISSION_DELAY;
        if (COMMISSION_DELAY != 0) {
            _skip(COMMISSION_DELAY - 1);
            IStaking.PoolState memory waiting = staking.poolState(operator);
            vm.assertEq(waiting.commissionBps, 0, "not yet");
            vm.assertEq(waiting.pendingCommissionBps, bps, "waits");
            vm.assertEq(waiting.pendingCommissionAt, effectiveAt, "until then");
            _skip(1);
        }
        IStaking.PoolState memory state = staking.poolState(operator);
        vm.assertEq(state.commissionBps, bps, "in force");
        vm.assertEq(state.pendingCommissionBps, 0, "nothing waits");
        vm.assertEq(state.pendingCommissionAt, 0, "nor is there a time");
    }

    function testFuzz_PoolState_SayWhetherTheStakeOfTheOperatorSuffices(uint256 assets) public {
        assets = _bound(assets, MIN_STAKE, 2 * MIN_SELF_STAKE);
        _stakeAs(alice, operator, 3 * MIN_SELF_STAKE);
        _stakeAs(operator, operator, assets);
        IStaking.PoolState memory state = staking.poolState(operator);
        vm.assertEq(state.selfStake, staking.stakeOf(operator, operator), "its own alone");
        vm.assertTrue(state.hasMinimumSelfStake == (state.selfStake >= MIN_SELF_STAKE), "enough or not");
        vm.assertTrue(
            state.hasMinimumSelfStake == staking.hasMinimumSelfStake(operator), "as Rewards sees it"
        );
    }

    function testFuzz_PoolState_ShowWhatThawsApart(uint256 part) public {
        uint256 shares = _stakeAs(alice, operator, 50e18);
        part = _bound(part, 1e6, shares / 2);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, part);
        IStaking.PoolState memory state = staking.poolState(operator);
        vm.assertEq(state.activeShares, shares - part, "still staked");
        vm.assertEq(state.activeAssets + state.thawingAssets, 50e18, "together");
        vm.assertApproxEqAbs(state.thawingAssets, staking.requestAssets(id), 1, "thawing");
        vm.assertEq(state.thawingShares, staking.requestOf(id).thawingShares, "its shares");
    }

    function testFuzz_PoolState_EqualWhatTheSingleViewsAndTheNextChangeSay(
        uint256 stake,
        uint256 rewards_,
        uint256 elapsed
    ) public {
        stake = _bound(stake, MIN_STAKE, 1_000_000e18);
        _stakeAs(operator, operator, stake);
        _addRewards(operator, _bound(rewards_, 0, 1_000_000e18));
        _skip(_bound(elapsed, 0, 2 * STREAM));
        IStaking.PoolState memory state = staking.poolState(operator);
        vm.assertEq(state.activeAssets, staking.activeAssetsOf(operator), "assets");
        vm.assertEq(state.commissionBps, staking.commissionOf(operator), "commission");
        vm.assertEq(state.selfStake, staking.stakeOf(operator, operator), "self-stake");
        vm.assertEq(state.pricePerShare, staking.previewUnstake(operator, 1e24), "price");

        _stakeAs(alice, operator, 1e24);
        IStaking.Pool memory pool = staking.poolOf(operator);
        vm.assertEq(pool.activeAssets, state.activeAssets + 1e24, "accrued alike");
        vm.assertEq(pool.streamRemaining, state.streamRemaining, "stream alike");
    }

    function test_RequestState_BeEmpty() public view {
        IStaking.RequestState memory state = staking.requestState(1);
        vm.assertTrue(state.status == IStaking.RequestStatus.None, "none");
        vm.assertTrue(!state.withdrawable, "not withdrawable");
        vm.assertEq(state.assets, 0, "nothing");
    }

    function test_RequestState_BeWithdrawableFromTheSecondItUnlocks() public {
        uint256 id = _request();
        IStaking.RequestState memory state = staking.requestState(id);
        vm.assertEq(state.operator, operator, "operator");
        vm.assertEq(state.staker, alice, "staker");
        vm.assertEq(state.assets, staking.requestAssets(id), "worth");
        vm.assertEq(state.unlocksAt, vm.getBlockTimestamp() + THAW, "unlocks");
        vm.assertTrue(state.status == IStaking.RequestStatus.Thawing, "thawing");
        _skip(THAW - 1);
        vm.assertTrue(!staking.requestState(id).withdrawable, "a second too early");
        _skip(1);
        vm.assertTrue(staking.requestState(id).withdrawable, "now");
        staking.withdraw(id);
    }

    function test_RequestState_FallWithASlash() public {
        uint256 id = _request();
        uint256 before = staking.requestState(id).assets;
        _slash(operator, 10e18, "incident");
        uint256 left = staking.requestState(id).assets;
        vm.assertTrue(left < before, "worth less");
        _skip(THAW);
        vm.assertEq(staking.withdraw(id), left, "and pays just that");
    }

    function test_RequestState_BeWorthNothingOnceCancelled() public {
        uint256 id = _request();
        _skip(THAW);
        vm.prank(alice);
        staking.cancelUnstake(id);
        _assertSettled(id, IStaking.RequestStatus.Cancelled);
    }

    function test_RequestState_BeWorthNothingOnceWithdrawn() public {
        uint256 id = _request();
        _skip(THAW);
        staking.withdraw(id);
        _assertSettled(id, IStaking.RequestStatus.Withdrawn);
    }

    function _request() private returns (uint256) {
        uint256 shares = _stakeAs(alice, operator, 50e18);
        vm.prank(alice);
        return staking.requestUnstake(operator, shares / 2);
    }

    function _assertSettled(uint256 id, IStaking.RequestStatus status) private view {
        IStaking.RequestState memory state = staking.requestState(id);
        vm.assertTrue(state.status == status, "status");
        vm.assertEq(state.assets, 0, "worth nothing");
        vm.assertTrue(!state.withdrawable, "not withdrawable");
        vm.assertEq(state.staker, alice, "still whose");
    }

    function _assertSame(IStaking.PoolState memory a, IStaking.PoolState memory b) private pure {
        vm.assertEq(keccak256(abi.encode(a)), keccak256(abi.encode(b)), "the same state");
    }
}
