// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectory} from "../../src/KeyDirectory.sol";
import {Test} from "../support/Test.sol";

/// @title Generations announced, stopped by guardian or verdict, keys of four names revoked, roots posted, days pass.
contract KeyDirectoryHandler is Test {
    struct Actors {
        address admin;
        address guardian;
        address court;
        address publisher;
        uint256[] attestorKeys;
    }

    struct Revocation {
        uint32 generation;
        bytes32 nameHash;
        bytes32 point;
        uint64 epoch;
    }

    KeyDirectory private immutable _directory;
    Actors private _actors;
    bytes32[] private _members;
    bytes[4] private _names;
    address[] private _attestors;

    Revocation public firstRevocation;

    constructor(KeyDirectory directory, Actors memory actors, bytes[4] memory names) {
        _directory = directory;
        _actors = actors;
        for (uint256 i = 0; i < actors.attestorKeys.length; ++i) {
            _attestors.push(vm.addr(actors.attestorKeys[i]));
        }
        for (uint256 i = 0; i < 4; ++i) {
            _members.push(keccak256(abi.encode(i)));
            _names[i] = names[i];
        }
    }

    function announce() external {
        bytes32 key = keccak256(abi.encode("key", _directory.generationCount()));
        vm.prank(_actors.admin);
        _directory.announceGeneration(key, 3, _members);
    }

    /// @dev One call in four stops, so that most sequences have an active generation for long.
    function stop(uint256 which, bool byVerdict) external {
        uint32 generation = _generation(which / 4);
        if (which % 4 != 0 || !_alive(generation)) return;
        if (byVerdict) return _stopOnFraud(generation);
        vm.prank(_actors.guardian);
        _directory.stop(generation);
    }

    function revoke(uint256 which, uint256 who, uint256 point) external {
        uint32 generation = _generation(which);
        bytes memory name = _names[who % 4];
        bytes32 userPoint = bytes32(point % 3);
        if (!_alive(generation)) return;
        if (_directory.revokedFrom(generation, keccak256(name), userPoint) != 0) return;
        vm.prank(_actors.court);
        _directory.revokeFor(generation, name, userPoint);
        if (firstRevocation.epoch != 0) return;
        uint64 epoch = uint64(vm.getBlockTimestamp() / 1 days);
        firstRevocation = Revocation(generation, keccak256(name), userPoint, epoch);
    }

    function post(uint256 which, uint64 growth) external {
        uint32 generation = _generation(which);
        IKeyDirectory.Generation memory record = _directory.generationOf(generation);
        if (!_alive(generation)) return;
        uint64 epoch = uint64(vm.getBlockTimestamp() / 1 days);
        if (record.endedAt != 0) epoch = record.endedAt / 1 days;
        uint64 last = _directory.lastDirectoryEpoch(generation);
        if (epoch <= last) return;
        uint64 bundles = _directory.directoryRootOf(generation, last).bundles + growth % 1000;
        vm.prank(_actors.publisher);
        _directory.postDirectoryRoot(generation, epoch, keccak256(abi.encode(bundles)), bundles);
    }

    function pass(uint256 duration) external {
        _skip(_bound(duration, 1 hours, 2 days));
    }

    function _stopOnFraud(uint32 generation) private {
        bytes32 structHash =
            keccak256(abi.encode(_directory.FRAUD_VERDICT_TYPEHASH(), generation, keccak256("proof")));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _directory.DOMAIN_SEPARATOR(), structHash));
        bytes[] memory signatures = new bytes[](_attestors.length);
        for (uint256 i = 0; i < signatures.length; ++i) {
            signatures[i] = _sign(_actors.attestorKeys[i], digest);
        }
        _directory.stopOnFraud(generation, "proof", _attestors, signatures);
    }

    function _generation(uint256 which) private view returns (uint32) {
        uint256 count = _directory.generationCount();
        // Mostly the newest, for only there does everything happen.
        if (count == 0 || which % 2 == 0) return uint32(count);
        return uint32(_bound(which / 2, 1, count));
    }

    function _alive(uint32 generation) private view returns (bool) {
        IKeyDirectory.GenerationStatus status = _directory.generationOf(generation).status;
        return status == IKeyDirectory.GenerationStatus.Active
            || status == IKeyDirectory.GenerationStatus.Superseded;
    }
}
