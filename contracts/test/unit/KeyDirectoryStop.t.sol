// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {IRewards} from "../../src/interfaces/IRewards.sol";
import {KeyDirectory} from "../../src/KeyDirectory.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";

contract KeyDirectoryStopTest is KeyDirectoryTest {
    bytes32 private constant KEY = "first key";
    bytes32 private constant NEXT_KEY = "second key";
    bytes private constant PROOF = "two bundles of one name";

    function test_StopOnFraud_RevertWithUnknownGeneration() public {
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.UnknownGeneration.selector, 1));
        directory.stopOnFraud(1, PROOF, signers, signatures);
    }

    function test_StopOnFraud_RevertWithGenerationAlreadyStopped() public {
        _announce(KEY);
        _stop(1);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.GenerationAlreadyStopped.selector, 1));
        directory.stopOnFraud(1, PROOF, signers, signatures);
    }

    function test_StopOnFraud_RevertWithEmptyProof() public {
        _announce(KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, "");
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.EmptyProof.selector));
        directory.stopOnFraud(1, "", signers, signatures);
    }

    function test_StopOnFraud_RevertWithQuorumNotReached() public {
        _announce(KEY);
        (address[] memory signers, bytes[] memory signatures) = (new address[](0), new bytes[](0));
        vm.expectRevert(abi.encodeWithSelector(IRewards.QuorumNotReached.selector, 0, QUORUM));
        directory.stopOnFraud(1, PROOF, signers, signatures);
    }

    function testFuzz_StopOnFraud_RevertWithInvalidSignatureForAnotherProof(bytes calldata other_) public {
        vm.assume(other_.length != 0 && keccak256(other_) != keccak256(PROOF));
        _announce(KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        directory.stopOnFraud(1, other_, signers, signatures);
    }

    function test_StopOnFraud_RevertWithInvalidSignatureForAnotherGeneration() public {
        _announce(KEY);
        _announce(NEXT_KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        directory.stopOnFraud(2, PROOF, signers, signatures);
    }

    function test_StopOnFraud_RevertWithInvalidSignatureForAnotherChainOrContract() public {
        _announce(KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        KeyDirectory elsewhere = new KeyDirectory(address(manager), rewards);
        vm.prank(admin);
        elsewhere.announceGeneration(KEY, 5, _members(7));
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        elsewhere.stopOnFraud(1, PROOF, signers, signatures);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        directory.stopOnFraud(1, PROOF, signers, signatures);
    }

    function test_StopOnFraud_StopASupersededOneAndLeaveTheActiveOne() public {
        _announce(KEY);
        _announce(NEXT_KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        directory.stopOnFraud(1, PROOF, signers, signatures);
        _assertEnded(1, IKeyDirectory.GenerationStatus.Stopped, IKeyDirectory.StopReason.FraudProven);
        vm.assertEq(directory.activeGeneration(), 2, "the other goes on");
    }

    function testFuzz_StopOnFraud_StopTheGenerationWhoeverSendsTheVerdict(address anybody) public {
        vm.assume(anybody != address(0));
        _announce(KEY);
        _skip(5);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.prank(anybody);
        directory.stopOnFraud(1, PROOF, signers, signatures);
        _assertEnded(1, IKeyDirectory.GenerationStatus.Stopped, IKeyDirectory.StopReason.FraudProven);
        vm.assertEq(directory.activeGeneration(), 0, "none issues");
    }

    function test_StopOnFraud_EmitGenerationStoppedWithTheProof() public {
        _announce(KEY);
        (address[] memory signers, bytes[] memory signatures) = _verdict(1, PROOF);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.GenerationStopped(1, IKeyDirectory.StopReason.FraudProven, keccak256(PROOF), PROOF);
        directory.stopOnFraud(1, PROOF, signers, signatures);
    }

    function testFuzz_Stop_RevertWithAccessManagedUnauthorized(address stranger) public {
        vm.assume(stranger != guardian && stranger != address(manager));
        _announce(KEY);
        vm.prank(stranger);
        _expectUnauthorised(stranger);
        directory.stop(1);
    }

    function testFuzz_Stop_RevertWithUnknownGeneration(uint32 generation) public {
        vm.assume(generation != 1);
        _announce(KEY);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.UnknownGeneration.selector, generation));
        directory.stop(generation);
    }

    function test_Stop_RevertWithGenerationAlreadyStopped() public {
        _announce(KEY);
        _stop(1);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.GenerationAlreadyStopped.selector, 1));
        directory.stop(1);
    }

    function test_Stop_StopASupersededOneAndLeaveTheActiveOne() public {
        _announce(KEY);
        _announce(NEXT_KEY);
        _skip(1 days);
        _stop(1);
        _assertEnded(1, IKeyDirectory.GenerationStatus.Stopped, IKeyDirectory.StopReason.Guardian);
        vm.assertEq(directory.activeGeneration(), 2, "the other goes on");
    }

    function test_Stop_EndTheGenerationAtOnceAndForGood() public {
        _announce(KEY);
        _skip(5);
        _stop(1);
        _assertEnded(1, IKeyDirectory.GenerationStatus.Stopped, IKeyDirectory.StopReason.Guardian);
        vm.assertEq(directory.activeGeneration(), 0, "none issues");
    }

    function test_Stop_EmitGenerationStoppedWithoutAProof() public {
        _announce(KEY);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.GenerationStopped(1, IKeyDirectory.StopReason.Guardian, 0, "");
        _stop(1);
    }
}
