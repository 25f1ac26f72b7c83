// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";
import {RewardsHandler} from "./RewardsHandler.sol";

contract RewardsInvariantTest is NetworkTest {
    RewardsHandler private handler;
    address[4] private operators;

    function setUp() public override {
        super.setUp();
        address[] memory one = new address[](1);
        one[0] = vm.addr(attestorKeys[0]);
        vm.prank(admin);
        rewards.setAttestors(one, 1);
        handler = new RewardsHandler(rewards, staking, token, guardian, attestorKeys[0]);
        for (uint256 i = 0; i < 4; ++i) {
            operators[i] = handler.operators(i);
        }
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = handler.publish.selector;
        selectors[1] = handler.veto.selector;
        selectors[2] = handler.claim.selector;
        selectors[3] = handler.setCommission.selector;
        selectors[4] = handler.exit.selector;
        selectors[5] = handler.pass.selector;
        _target(address(handler), selectors);
    }

    /// claimed ≤ cumulative ≤ emission, minted = claimed, and the contract keeps nothing.
    function invariant_claimedNeverExceedsPostedNorTheEmission() public view {
        uint256 claimed = 0;
        for (uint256 i = 0; i < 4; ++i) {
            address operator = operators[i];
            claimed += rewards.claimedOf(operator);
            vm.assertLe(rewards.claimedOf(operator), handler.highestClaimed(operator), "per operator");
        }
        uint64 last = rewards.lastEpoch();
        uint256 posted = rewards.rootOf(last).cumulativeTotal;
        vm.assertEq(claimed, rewards.totalClaimed(), "the sum of all claims");
        vm.assertLe(claimed, posted, "claimed within posted");
        vm.assertLe(posted, rewards.emissionThrough(last), "posted within the curve");
        vm.assertEq(token.rewardMinted(), claimed, "minted exactly what was claimed");
        vm.assertEq(token.totalSupply(), 600_000_000e18 + claimed, "and nothing else");
        vm.assertEq(token.balanceOf(address(rewards)), 0, "kept nothing");
        vm.assertGe(token.CAP() - token.totalSupply(), posted - claimed, "what is owed can be minted");
        _checkStakingHoldsTheRest();
    }

    function _checkStakingHoldsTheRest() private view {
        uint256 owed = 0;
        for (uint256 i = 0; i < 4; ++i) {
            IStaking.Pool memory pool = staking.poolOf(operators[i]);
            owed += pool.thawingAssets + pool.activeAssets + pool.streamRemaining;
        }
        vm.assertEq(token.balanceOf(address(staking)), owed, "what claims staked is held for its stakers");
    }
}
