// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

contract RewardsClaimableTest is RewardsTest {
    function test_Claimable_SayThatNothingIsLeftToClaim() public {
        _selfStake(operator);
        _publish(1, 3e18, 1e18);
        _claim(1, 3e18, 1e18);
        _assertState(3e18, 0, 0, 0, false, IRewards.ClaimStatus.NothingToClaim);
        _assertState(2e18, 0, 0, 0, false, IRewards.ClaimStatus.NothingToClaim);
        _assertState(3e18 + 1, 1, 0, 1, false, IRewards.ClaimStatus.Claimable);
    }

    function testFuzz_Claimable_SayThatANewcomerWaits(uint256 amount) public view {
        amount = _bound(amount, 1, MIN_STAKE - 1);
        _assertState(amount, amount, 0, 0, false, IRewards.ClaimStatus.BelowFirstStake);
    }

    function testFuzz_Claimable_LockAllOfItAsTheFirstStakeOfTheOperator(uint256 amount) public view {
        amount = _bound(amount, MIN_STAKE, 1_000_000e18);
        _assertState(amount, amount, amount, 0, true, IRewards.ClaimStatus.Claimable);
    }

    function testFuzz_Claimable_SplitByTheCommissionInForce(uint256 amount, uint16 bps) public {
        amount = _bound(amount, 1, 1_000_000e18);
        bps = uint16(_bound(bps, 1, staking.maxCommissionBps()));
        _selfStake(operator);
        vm.prank(operator);
        staking.setCommission(bps);
        if (COMMISSION_DELAY != 0) {
            _assertState(amount, amount, 0, amount, false, IRewards.ClaimStatus.Claimable);
        }
        _skip(COMMISSION_DELAY);
        uint256 commission = (amount * bps) / 10_000;
        _assertState(amount, amount, commission, amount - commission, false, IRewards.ClaimStatus.Claimable);
    }

    function testFuzz_Claimable_LeaveACommissionTooSmallForAFirstStakeToThePool(uint256 amount) public {
        amount = _bound(amount, 1, 1_000_000e18);
        vm.prank(operator);
        staking.setCommission(1_000);
        _skip(COMMISSION_DELAY);
        _stakeAs(other, operator, 10e18);
        uint256 commission = amount / 10;
        if (commission < MIN_STAKE) commission = 0;
        _assertState(
            amount, amount, commission, amount - commission, commission != 0, IRewards.ClaimStatus.Claimable
        );
    }

    /// Every case at once: a pool of others or none, a stake of its own or none, a commission or none.
    function testFuzz_Claimable_SayWhatClaimThenDoes(uint256 amount, uint256 own, uint256 foreign, uint16 bps)
        public
    {
        amount = _bound(amount, 1, rewards.emissionThrough(1) / 2);
        vm.prank(operator);
        staking.setCommission(uint16(_bound(bps, 0, staking.maxCommissionBps())));
        if (own % 2 == 0) _stakeAs(operator, operator, _bound(own, MIN_STAKE, 2 * MIN_SELF_STAKE));
        if (foreign % 2 == 0) _stakeAs(other, operator, _bound(foreign, MIN_STAKE, 1_000e18));
        _publish(1, amount, 1);
        IRewards.ClaimState memory state = rewards.claimable(operator, amount);
        if (state.status == IRewards.ClaimStatus.BelowFirstStake) {
            vm.expectRevert(
                abi.encodeWithSelector(IRewards.BelowFirstStake.selector, operator, amount, MIN_STAKE)
            );
        } else {
            vm.expectEmit(true, true, true, true, address(rewards));
            emit IRewards.Claimed(
                operator, 1, state.amount, state.commission, state.toPool, state.lockedAsStake, amount, amount
            );
        }
        _claim(1, amount, 1);
    }

    function _assertState(
        uint256 cumulative,
        uint256 amount,
        uint256 commission,
        uint256 toPool,
        bool locked,
        IRewards.ClaimStatus status
    ) private view {
        IRewards.ClaimState memory expected = IRewards.ClaimState(amount, commission, toPool, locked, status);
        bytes32 actual = keccak256(abi.encode(rewards.claimable(operator, cumulative)));
        vm.assertEq(actual, keccak256(abi.encode(expected)), "the state of the claim");
    }
}
