// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";

contract KeyDirectoryAnnounceTest is KeyDirectoryTest {
    bytes32 private constant KEY = "first key";
    bytes32 private constant NEXT_KEY = "second key";

    function testFuzz_AnnounceGeneration_RevertWithAccessManagedUnauthorized(address stranger) public {
        vm.assume(stranger != admin && stranger != address(manager));
        vm.prank(stranger);
        _expectUnauthorised(stranger);
        directory.announceGeneration(KEY, 5, _members(7));
    }

    function test_AnnounceGeneration_RevertWithInvalidParameterForNoMasterPublicKey() public {
        vm.prank(admin);
        _expectInvalid("masterPublicKey", 0);
        directory.announceGeneration(0, 5, _members(7));
    }

    function testFuzz_AnnounceGeneration_RevertWithInvalidParameterForTheNumberOfNodes(uint256 nodes) public {
        nodes = _bound(nodes, 0, 100);
        uint256 f = (nodes - (nodes == 0 ? 0 : 1)) / 3;
        if (nodes == 3 * f + 1 && f >= 1 && f <= 21) ++nodes;
        vm.prank(admin);
        _expectInvalid("members", nodes);
        directory.announceGeneration(KEY, uint16(2 * f + 1), _members(nodes));
    }

    function testFuzz_AnnounceGeneration_RevertWithInvalidParameterForTheThreshold(
        uint256 f,
        uint16 threshold
    ) public {
        f = _bound(f, 1, 21);
        if (threshold == 2 * f + 1) ++threshold;
        vm.prank(admin);
        _expectInvalid("threshold", threshold);
        directory.announceGeneration(KEY, threshold, _members(3 * f + 1));
    }

    function testFuzz_AnnounceGeneration_RevertWithInvalidParameterForAMissingShare(uint256 index) public {
        index = _bound(index, 0, 6);
        bytes32[] memory members = _members(7);
        members[index] = 0;
        vm.prank(admin);
        _expectInvalid("member", index);
        directory.announceGeneration(KEY, 5, members);
    }

    function test_AnnounceGeneration_RevertWithMasterKeyInUse() public {
        _announce(KEY);
        _announce(NEXT_KEY);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.MasterKeyInUse.selector, KEY, 1));
        directory.announceGeneration(KEY, 5, _members(7));
    }

    function test_AnnounceGeneration_SupersedeTheOneBefore() public {
        _announce(KEY);
        _skip(3 days);
        vm.assertEq(_announce(NEXT_KEY), 2, "the second");
        vm.assertEq(directory.activeGeneration(), 2, "it issues now");
        _assertEnded(1, IKeyDirectory.GenerationStatus.Superseded, IKeyDirectory.StopReason.None);
    }

    function test_AnnounceGeneration_LeaveAStoppedOneStopped() public {
        _announce(KEY);
        _stop(1);
        uint256 stoppedAt = directory.generationOf(1).endedAt;
        _skip(1 days);
        _announce(NEXT_KEY);
        IKeyDirectory.Generation memory first = directory.generationOf(1);
        vm.assertTrue(first.status == IKeyDirectory.GenerationStatus.Stopped, "stopped stays stopped");
        vm.assertEq(first.endedAt, stoppedAt, "since it was");
        vm.assertEq(directory.activeGeneration(), 2, "the new one issues");
    }

    function testFuzz_AnnounceGeneration_MakeTheGenerationActiveAndKeepWhatWasAnnounced(
        bytes32 key,
        uint256 f
    ) public {
        vm.assume(key != 0);
        f = _bound(f, 1, 21);
        vm.prank(admin);
        uint32 number = directory.announceGeneration(key, uint16(2 * f + 1), _members(3 * f + 1));
        IKeyDirectory.Generation memory record = directory.generationOf(number);
        vm.assertEq(number, 1, "counted from 1");
        vm.assertEq(directory.generationCount(), 1, "one");
        vm.assertEq(directory.activeGeneration(), 1, "active");
        vm.assertEq(record.masterPublicKey, key, "key");
        vm.assertEq(record.threshold, 2 * f + 1, "t");
        vm.assertEq(record.nodes, 3 * f + 1, "n");
        vm.assertEq(record.membersHash, keccak256(abi.encodePacked(_members(3 * f + 1))), "members");
        vm.assertEq(record.announcedAt, vm.getBlockTimestamp(), "when");
        vm.assertEq(record.endedAt, 0, "not ended");
        vm.assertTrue(record.status == IKeyDirectory.GenerationStatus.Active, "status");
    }

    function test_AnnounceGeneration_EmitGenerationAnnounced() public {
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.GenerationAnnounced(1, KEY, 5, _members(7));
        _announce(KEY);
    }

    function test_Constructor_TellItsContractAndChainInTheDomain() public view {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 expected = keccak256(
            abi.encode(
                typeHash,
                keccak256("Network3 KeyDirectory"),
                keccak256("1"),
                block.chainid,
                address(directory)
            )
        );
        vm.assertEq(directory.DOMAIN_SEPARATOR(), expected, "domain");
        vm.assertEq(address(directory.rewards()), address(rewards), "whose attestors judge");
        vm.assertEq(directory.authority(), address(manager), "authority");
    }

    function testFuzz_KeyDirectory_ShowNothingOfWhatWasNeverThere(uint32 generation, uint64 epoch)
        public
        view
    {
        vm.assertTrue(
            directory.generationOf(generation).status == IKeyDirectory.GenerationStatus.None, "generation"
        );
        vm.assertEq(directory.directoryRootOf(generation, epoch).root, 0, "root");
        vm.assertEq(directory.lastDirectoryEpoch(generation), 0, "epoch");
        vm.assertEq(directory.activeGeneration(), 0, "none active");
        vm.assertEq(directory.revokedFrom(generation, "name", "point"), 0, "not revoked");
    }

    function _expectInvalid(bytes32 name, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.InvalidParameter.selector, name, value));
    }
}
