// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";

contract KeyDirectoryRootsTest is KeyDirectoryTest {
    bytes32 private constant KEY = "first key";
    bytes32 private constant NEXT_KEY = "second key";

    function testFuzz_PostDirectoryRoot_RevertWithAccessManagedUnauthorized(address stranger) public {
        vm.assume(stranger != publisher && stranger != address(manager));
        _announce(KEY);
        uint64 epoch = _today();
        vm.prank(stranger);
        _expectUnauthorised(stranger);
        directory.postDirectoryRoot(1, epoch, "root", 1);
    }

    function test_PostDirectoryRoot_RevertWithUnknownGeneration() public {
        uint64 epoch = _today();
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.UnknownGeneration.selector, 1));
        directory.postDirectoryRoot(1, epoch, "root", 1);
    }

    function test_PostDirectoryRoot_RevertWithGenerationNotActiveForAStoppedOne() public {
        _announce(KEY);
        _stop(1);
        _expectNotActive(IKeyDirectory.GenerationStatus.Stopped);
        _post(1, _today(), 1);
    }

    function test_PostDirectoryRoot_TakeTheRootsOfItsDaysUpToItsLast() public {
        _announce(KEY);
        uint64 last = _today();
        _announce(NEXT_KEY);
        _skip(2 days);
        _post(1, last, 4);
        vm.assertEq(directory.directoryRootOf(1, last).bundles, 4, "its last root");
    }

    function test_PostDirectoryRoot_RevertWithGenerationNotActiveAfterItsLastDay() public {
        _announce(KEY);
        _announce(NEXT_KEY);
        uint64 next = _today() + 1;
        _skip(1 days);
        _expectNotActive(IKeyDirectory.GenerationStatus.Superseded);
        _post(1, next, 1);
    }

    function testFuzz_PostDirectoryRoot_RevertWithEpochInFuture(uint64 epoch) public {
        _announce(KEY);
        uint64 today = _today();
        epoch = uint64(_bound(epoch, today + 1, type(uint64).max));
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.EpochInFuture.selector, epoch, today));
        directory.postDirectoryRoot(1, epoch, "root", 1);
    }

    function testFuzz_PostDirectoryRoot_RevertWithEpochOutOfOrder(uint64 epoch) public {
        _announce(KEY);
        uint64 today = _today();
        epoch = uint64(_bound(epoch, 0, today));
        _post(1, today, 1);
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.EpochOutOfOrder.selector, today, epoch));
        directory.postDirectoryRoot(1, epoch, "root", 1);
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.EpochOutOfOrder.selector, today, today));
        directory.postDirectoryRoot(1, today, "root", 1);
    }

    function test_PostDirectoryRoot_RevertWithEmptyRoot() public {
        _announce(KEY);
        uint64 today = _today();
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.EmptyRoot.selector));
        directory.postDirectoryRoot(1, today, 0, 1);
    }

    function testFuzz_PostDirectoryRoot_RevertWithBundlesFell(uint64 before, uint64 bundles) public {
        before = uint64(_bound(before, 1, type(uint64).max));
        bundles = uint64(_bound(bundles, 0, before - 1));
        _announce(KEY);
        _post(1, _today() - 1, before);
        uint64 today = _today();
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.BundlesFell.selector, before, bundles));
        directory.postDirectoryRoot(1, today, "root", bundles);
    }

    function testFuzz_PostDirectoryRoot_KeepTheRootAndTheNumberOfBundles(uint64 bundles, bytes32 root)
        public
    {
        vm.assume(root != 0);
        _announce(KEY);
        uint64 today = _today();
        _post(1, today - 3, bundles);
        vm.prank(publisher);
        directory.postDirectoryRoot(1, today, root, bundles);
        IKeyDirectory.DirectoryRoot memory posted = directory.directoryRootOf(1, today);
        vm.assertEq(posted.root, root, "root");
        vm.assertEq(posted.bundles, bundles, "as many as before may be");
        vm.assertEq(posted.postedAt, vm.getBlockTimestamp(), "when");
        vm.assertEq(directory.lastDirectoryEpoch(1), today, "the last");
        vm.assertEq(directory.directoryRootOf(1, today - 3).root, "root", "the one before stays");
    }

    function test_PostDirectoryRoot_EmitDirectoryRootPosted() public {
        _announce(KEY);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.DirectoryRootPosted(1, _today(), "root", 9);
        _post(1, _today(), 9);
    }

    function _expectNotActive(IKeyDirectory.GenerationStatus status) private {
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.GenerationNotActive.selector, 1, status));
    }
}
