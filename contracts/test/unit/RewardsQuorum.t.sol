// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {RewardsTest} from "../support/RewardsTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract RewardsQuorumTest is RewardsTest {
    bytes32 private constant DIGEST = keccak256("any digest");

    function test_CheckQuorum_ReturnForAnyNumberOfSignersFromTheQuorumOn() public view {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM);
        rewards.checkQuorum(DIGEST, signers, signatures);
        (signers, signatures) = _signatures(DIGEST, QUORUM + 1);
        rewards.checkQuorum(DIGEST, signers, signatures);
    }

    function test_CheckQuorum_AcceptItsSignature() public {
        address[] memory attestors = new address[](1);
        attestors[0] = address(new Wallet1271(operator));
        vm.prank(admin);
        rewards.setAttestors(attestors, 1);
        bytes[] memory signatures = new bytes[](1);
        signatures[0] = _sign(_key("operator"), DIGEST);
        rewards.checkQuorum(DIGEST, attestors, signatures);
    }

    function test_CheckQuorum_RevertWithQuorumNotReached() public {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM - 1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.QuorumNotReached.selector, QUORUM - 1, QUORUM));
        rewards.checkQuorum(DIGEST, signers, signatures);
        vm.expectRevert(abi.encodeWithSelector(IRewards.QuorumNotReached.selector, 0, QUORUM));
        rewards.checkQuorum(DIGEST, new address[](0), new bytes[](0));
    }

    function test_CheckQuorum_RevertWithSignatureCountMismatch() public {
        (address[] memory signers,) = _signatures(DIGEST, QUORUM);
        (, bytes[] memory signatures) = _signatures(DIGEST, QUORUM + 1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.SignatureCountMismatch.selector, QUORUM, QUORUM + 1));
        rewards.checkQuorum(DIGEST, signers, signatures);
    }

    function test_CheckQuorum_RevertWithSignersNotAscending() public {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM);
        (signers[0], signers[1]) = (signers[1], signers[0]);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewards.SignersNotAscending.selector, signers[1]));
        rewards.checkQuorum(DIGEST, signers, signatures);
        (signers[1], signatures[1]) = (signers[0], signatures[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewards.SignersNotAscending.selector, signers[0]));
        rewards.checkQuorum(DIGEST, signers, signatures);
    }

    function test_CheckQuorum_RevertWithNotAttestor() public {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM);
        signers[1] = address(type(uint160).max);
        vm.expectRevert(abi.encodeWithSelector(IRewards.NotAttestor.selector, signers[1]));
        rewards.checkQuorum(DIGEST, signers, signatures);
    }

    function test_CheckQuorum_RevertWithInvalidSignature() public {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM + 1);
        signatures[2] = signatures[1];
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[2]));
        rewards.checkQuorum(DIGEST, signers, signatures);
        (signers, signatures) = _signatures(DIGEST, QUORUM + 1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        rewards.checkQuorum(keccak256("another"), signers, signatures);
    }

    function test_CheckQuorum_KnowTheNewOnesAlone() public {
        (address[] memory signers, bytes[] memory signatures) = _signatures(DIGEST, QUORUM);
        address[] memory next = new address[](1);
        next[0] = signers[0];
        vm.prank(admin);
        rewards.setAttestors(next, 1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.NotAttestor.selector, signers[1]));
        rewards.checkQuorum(DIGEST, signers, signatures);
    }
}
