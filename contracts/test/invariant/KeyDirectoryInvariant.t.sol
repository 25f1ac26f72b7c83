// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";
import {KeyDirectoryHandler} from "./KeyDirectoryHandler.sol";

contract KeyDirectoryInvariantTest is KeyDirectoryTest {
    KeyDirectoryHandler private handler;

    function setUp() public override {
        super.setUp();
        bytes[4] memory names;
        for (uint256 i = 0; i < 4; ++i) {
            names[i] = _name(vm.addr(i + 1), "device");
        }
        KeyDirectoryHandler.Actors memory actors = KeyDirectoryHandler.Actors({
            admin: admin, guardian: guardian, court: court, publisher: publisher, attestorKeys: attestorKeys
        });
        handler = new KeyDirectoryHandler(directory, actors, names);
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = handler.announce.selector;
        selectors[1] = handler.stop.selector;
        selectors[2] = handler.revoke.selector;
        selectors[3] = handler.post.selector;
        selectors[4] = handler.pass.selector;
        _target(address(handler), selectors);
    }

    /// At most the newest generation is active; what ended has a reason and an end; revocations stay as they were.
    function invariant_onlyTheNewestIssuesAndWhatIsRevokedStaysRevoked() public view {
        uint32 count = directory.generationCount();
        uint32 active = directory.activeGeneration();
        vm.assertTrue(active == 0 || active == count, "only the newest");
        _checkGeneration(count, active);
        // One of the older ones each time: looking at all of them after every call would take a minute.
        if (count > 1) _checkGeneration(uint32(1 + vm.getBlockTimestamp() % (count - 1)), active);
        _checkRevocation();
    }

    function _checkGeneration(uint32 generation, uint32 active) private view {
        if (generation == 0) return;
        IKeyDirectory.Generation memory record = directory.generationOf(generation);
        bool isActive = record.status == IKeyDirectory.GenerationStatus.Active;
        bool isStopped = record.status == IKeyDirectory.GenerationStatus.Stopped;
        vm.assertTrue(isActive == (generation == active), "active");
        vm.assertTrue(isActive == (record.endedAt == 0), "ended");
        vm.assertTrue(isStopped == (record.stopReason != IKeyDirectory.StopReason.None), "reason");
        uint64 last = directory.lastDirectoryEpoch(generation);
        vm.assertTrue(isActive || last <= record.endedAt / 1 days, "no root after its last day");
    }

    function _checkRevocation() private view {
        (uint32 generation, bytes32 nameHash, bytes32 point, uint64 epoch) = handler.firstRevocation();
        if (epoch == 0) return;
        vm.assertEq(directory.revokedFrom(generation, nameHash, point), epoch, "revoked since");
    }
}
