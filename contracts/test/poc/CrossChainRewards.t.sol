// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

/// @title Leaves and roots of another chain, contract or token, replayed here.
contract CrossChainRewardsTest is RewardsTest {
    function test_attack_leavesOfAnotherChainContractOrTokenAreRefused() public {
        bytes32[4] memory foreign = [
            _leafOn(10, address(rewards), address(token), operator, 1e18),
            _leafOn(block.chainid, address(staking), address(token), operator, 1e18),
            _leafOn(block.chainid, address(rewards), address(staking), operator, 1e18),
            keccak256(abi.encode(block.chainid, address(rewards), address(token), operator, uint256(1e18)))
        ];
        for (uint64 i = 0; i < foreign.length; ++i) {
            _endEpoch(i + 1);
            _post(i + 1, foreign[i], 1e18);
            _skip(CHALLENGE);
            vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, i + 1, operator, 1e18));
            rewards.claim(i + 1, operator, 1e18, new bytes32[](0));
        }
        _endEpoch(5);
        _post(5, _leaf(operator, 1e18), 1e18);
        _skip(CHALLENGE);
        rewards.claim(5, operator, 1e18, new bytes32[](0));
    }

    function test_attack_theSameLeafOnAForkWithAnotherChainIdPaysNothing() public {
        _publish(1, 3e18, 4e18);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, 3e18));
        rewards.claim(
            1, operator, 3e18, _proof(_leafOn(31337, address(rewards), address(token), other, 4e18))
        );
    }

    function test_attack_rootsOfAnotherChainAreRefused() public {
        _endEpoch(1);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, "root", 0, "data", 0), QUORUM);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        rewards.postRoot(1, "root", 0, "data", signers, signatures);
    }
}
