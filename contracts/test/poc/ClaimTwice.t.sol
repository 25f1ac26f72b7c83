// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Rewards} from "../../src/Rewards.sol";
import {Staking} from "../../src/Staking.sol";
import {HostileToken} from "../support/HostileToken.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

/// @title Claiming again what was paid: by repeating, and by re-entering from the token.
contract ClaimTwiceTest is RewardsTest {
    function testFuzz_attack_repeatingAClaimPaysNothing(uint8 times) public {
        _selfStake(operator);
        _publish(1, 3e18, 4e18);
        _claim(1, 3e18, 4e18);
        uint256 supply = token.totalSupply();
        for (uint256 i = 0; i < _bound(times, 1, 8); ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRewards.NothingToClaim.selector, operator, 3e18, 3e18));
            _claim(1, 3e18, 4e18);
        }
        vm.assertEq(token.totalSupply(), supply, "nothing minted");
    }

    /// A token that calls back from every transfer and mint finds both claim functions shut.
    function test_attack_hostileTokenCannotReenterClaims() public {
        HostileToken hostile = new HostileToken();
        token = N3Token(address(hostile));
        staking = new Staking(address(manager), token, _stakingParameters());
        rewards = new Rewards(address(manager), token, staking, _rewardsParameters(QUORUM));
        hostile.setRewards(address(rewards));
        _setRoles();
        _publish(1, 3e18, 4e18);

        IRewards.Claim[] memory mine = new IRewards.Claim[](1);
        mine[0] = IRewards.Claim(1, operator, 3e18, _proof(_leaf(other, 4e18)));
        IRewards.Claim[] memory theirs = new IRewards.Claim[](1);
        theirs[0] = IRewards.Claim(1, other, 4e18, _proof(_leaf(operator, 3e18)));
        bytes[2] memory outer = [
            abi.encodeCall(rewards.claim, (1, operator, 3e18, mine[0].proof)),
            abi.encodeCall(rewards.claimMany, (mine))
        ];
        bytes[2] memory inner = [
            abi.encodeCall(rewards.claim, (1, other, 4e18, theirs[0].proof)),
            abi.encodeCall(rewards.claimMany, (theirs))
        ];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 snapshot = vm.snapshotState();
            hostile.arm(address(rewards), inner[i % 2]);
            (bool ok,) = address(rewards).call(outer[i / 2]);
            vm.assertTrue(ok && hostile.entered(), "the attack was tried");
            vm.assertTrue(!hostile.succeeded(), "and refused");
            bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
            vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
            vm.assertEq(rewards.totalClaimed(), 3e18, "only the outer claim counts");
            vm.revertToState(snapshot);
        }
    }
}
